//! The runs of four bytes that are frequent in logs as no chain of pairs would have it: `from`, `auth`.
//! It refuses to be exact: a run that is not here is as frequent as its pairs let it be.

use super::WINDOW;

/// Runs side by side, by the binary logarithm of how many bytes of a log there are for one of them.
///
/// Measured, case and digits aside, on the samples of LogHub that `stats` names.
const FREQUENT: [(u8, &[u8]); 5] = [
    (
        9,
        b"     infinfonfo tion",
    ),
    (
        10,
        b" - - com for fro nov pro ssh sta to - - -c:jacheageranagauthbirdblocconnctiodatadec er: \
          erroervefor froming ion jul localockmananagenectnnecnodenovaonneorkeproxrkerrom rrorrver\
          servsshdstattimetinguserwork",
    ),
    (
        11,
        b"   c  cb -]  [re aut blk blo byt cal cbs chr con dat dec dfs err fai htt in  int ker lab loc nod not org pac ras rec sen tim use war\
          ****, in- -]-adm-sa-.apa.com.cse.cuh.edu.exe.had.hk:.log: pa: re[req] - ] ora-saabszacka\
          actiadmiadooage apacapplarn as katioatoratusbaedblk_bs  bsz bytecachcaticatocbs cdbaceiv\
          che.chrockagcliecombcompcorecse.cuhkcutod tod-addbaedfs.dmindoopdu.he - e.cue.exe.haecei\
          ectiecuted tedu.eiveel ient eraterenerneesysexe execfadbfailfo  fo dfo ng.aphadohe.hhk.e\
          hromhttpicatientin sinitinteird-ivedk.edkagekernl inlabslienlog.mbo mputmsran denamender\
          nel not notinov nstantero   o dfo noocalocatock omboompuon foop.org.orumotaloundova-ova.\
          oxy.pachpackputequorra-sras rd-areadrecereq-rg.arnelromeror roxys   s kese.csendser=shd[\
          sra-stanstemstepsystsz stasktatetatutbirtemptep_tes totau.hkuhk.uid=ul  unixuoruute.utor\
          ver visiwarnxecuxy.cy.csysteytesz ss|ste",
    ),
    (
        12,
        b" \"ge - c - i - p - w /ap [no [th act add all ans any app at  att by  bye cha chi cli clo cor dis eui eve exe fou ftp gen get gig got ini is  kb) len lif log msr nam new of  on  ope out pas rea ret rho rus sco sec ser ses siz slo sto tas tbi thr tot tty uid wor\
          \" st\"get() f() g(pam) at) fo) go, li- in- pr- wa-api-com.....app.dat.map.osa.ser.wsg\
          /app/gan/gme/sbi/ser/sys: au: bl: co: da: fa: ms: se:quo; lo= rh= ui@tbi[mon[not[sun[thu\
          ] [n] ch] da] jk]: a]: c]: d]: s_com_ini_thr_unia-apa-coa.osa_thableackead()addraileailu\
          aineal@talidalloalsealviam_uame=amesanceandlangeanglanodanswany api.api_appsapreard aser\
          ask asouata_atanatasate ate:ateaatedatinattebilibin/bo fbo sboarbye cal@calvce: ce] chan\
          che chedchilck bcketcloscnxmcom.com:commcondconfcontctedctivcurrcvwod chd fod pad sld wo\
          d() d, ldateddreded derbdetadowsdresduceduledwore.loe.wse; le= ue] jead(easeeboaeconecte\
          ecvwed bed ped, educem/gempten ten: endwenerenewent,ent.entientser [er fer= erbiercoerru\
          erseervies (es respoess essiestaesulet /etadetaietimetreetryeuidevenewerfalsfetifilefo [\
          fo efounfs.dfs.fftpdg coganggeneger$ger:get gh pgi.sgigegliagmetgnamgot h prh ruhandhang\
          hed henthildhosthreahrouhundi.loi.sei_coicabice]ifetild ile iledilitilurime ime:in/gindo\
          instinvaion:ird_irt.isitit()itority iverix)[ize izedk blkb) ker:ker@kereketrl@tbleasled \
          len:letelia-licalifelitylk_-lloclognloselot lurelvism anm.apm/gam_unmaprmcnxme.eme: me= \
          mesymetamon n  [n fan frn scn stn thn/gmnd cndlendowndwonel[neraneweng bng cng tnglining\
          nit(nix)nizenswent, nticnvalnxmany [o exo fto geoardockeode ode$ode-ognaom aom.aome.on d\
          on: ondeondsontaoot op.mopenor aor: or] orebormaort osapose,ost=ot aot noticoughourcout \
          oweroxy p.mapam_passpdatpen perapi.lpi_cple.plicpondportpowepplepplipps/predps/xr [rr al\
          r frr: fr: rr= rr] oratiraturbirrconrd sre; reborecvredurenerentrenvrespressresuretrrhos\
          rmcorn  rn [rootrougrrenrruprumcrunnruptruservics res.das.fssapisbinscorse, secosentser \
          seresesssgi.sh rsionsitosizeslotsoursponssh ssiostacstarstorsultsun swerswitsynct /vt = \
          t ant frt not() ta_ttacktad[tailtal tanctanotarttasote.lte.wte: ted tem/terrthenthrethro\
          thunticaticetor tor-tor.tor:tpd[tresttemttp/ttpstty=turetus:ugh ult umcnun dund undeupda\
          urceure ure;urreus: utheva-ava-cva.ovalived ved,ventversvicevirtvworwer wer:windwithwsgi\
          xe -xmanxy py [ty przed ",
    ),
    (
        13,
        b"   r   s  [r  [s  re  se  us ()  (ti - s /et [er [hr [in [le [pr [rm [se ass boo bro cac che cur d p des det doc exc exp fil fin ful han i p id  inp ins inv jul lea lin mes mod net no  ntp ok  old pam pho por pow rdd req res roo run set sho src str swi syn tem ter the upd wai whi wil win\
          $dat$pac$rec$sen() a() o(ssh(tid) ok) re) se): a* na, ap, cu, st,boo- cb- co-] [-add-pro\
          . ol.add.cli.fsn.ini.ipc.lib.pro.rm..rmc.tas.vir/con/det/etc/htt/lib/var/wor: ad: by: in\
          : no: sy: to:aut:msr=fal=nod=rec=roo=ssh=tru@msr[err[hre[ins[lea[pre[rec[rmc[sen] [e] [i\
          ] mo] wo]: f]: p]: r_e_m_ext_for_inv_ite_jk _lsc_man_mod_spua.coa.viabi@abilacboackbackv\
          ad oadcaaddcaddeage.age:age_agenail ailsal ealcualdealizaloraltiandranifapp.ar/lar: arni\
          art ary=ase askaassiasswat sataxattratumaturaxceaytob) rb) sbackbar:basebi@mble blesbook\
          bootbounbroabs_ebutebvirby cc.clc/htcabicablcalccallcalocastcboocbs_ce.vceptces/cessch_m\
          checck* ck: ckbockedckmackvicreecrosct fctinculad - d bld byd cod did oud pod tad(pad. o\
          d/cod: md:aud_itd_jkdaytdblodcasddedde$dde$pdeleder:destdetedevsdingdiscdispdlerdockdriv\
          droids. ds=rdstae [pe ape bye dee ere foe ste tee toe$dae$pae/see: be: pe=fae] we_foe_ma\
          ead eageeautecalect ect(ect-ed aed ced ded fed sed. ed: edsteduleenseletem.aem: emorempe\
          end:enstent:env env.ep_eep_lep_seporeptieq-aequeer$rer$ser:mer=reralermaermiers/ertierva\
          es ses: ess=essaest est:est_etc/etecetedettoetwoevssew: exceexpiexteextsf/wofestfinifo g\
          fo pfo sfor_fsnafullg blg thge age dge tge: ge_fgentgersgnedgresh = h): h_mohcachd(phd:a\
          hdfshe theckheduhilehonehormhreshroni@msialiibutibviice:icroid_iies=ifesige ightigneil h\
          ilesill ilstils|imagimesimplin einatinering:inisinkeinpuionsipc.iredis aiscoish isteitch\
          itemithcitiaitinitudivitix(sjk cjun k /ek chk* nk-prkattkboukedsker kerrkerskvisl exl ht\
          latelculld wld: ldetle ele.cleepler lestlib/libvlid lid_linklistlizellerllsclorilscrlsc|\
          lse,lstelt =ltitm.rmm: bmacbmagemainmanimarymcommconmemomentmes:messmicrminammarmmunmod_\
          modemodumorympermpl:mplempt mpt_munin [ln ern fon jun renatince:ncesnchrndronds.nds=ned \
          ner:nessnestnetwnew new:nextnf/wng sng: nge ngednicanifenishnit nitinix(nkernnernninnput\
          nt int wnt: ntaintenntpdntstnv inv.io  [o [ro reo sso stoadcocesock*ock:ockmod_jodayodev\
          odulof togreoid.ok /ok-pold old:ommuomplon aon con ronesonf/onizonmaontrook-op.ioperor [\
          or eor ior por ror sor.eor_koragord ore.oredorieory:oserot fotifowsup.ipp.rmp_exp_lsp_sp\
          pc.cpd/cpertphonpirepl: playpletpp.rpreapro procprogpropptinptioputipythq-adquesqueur ev\
          r inr par ror str$rer$ser.exr/lir: pr: sr: tr:msr=ror] mr_kbrabiragerallrd frdd_reaureco\
          rectreenreporequriburiesringriverm.rrmacrmanrminrninroadrocerogrroidrollroniroperor]rs/d\
          rserrt.lrtierue,rvals ads chs ses.  s/des: ts=res_e_sagesbarschesconscresdm|se fse,mshd(\
          shd:signskatsleesnamsputsrabss cssagssigsswost: st_istagstenstrasummsupdswort cat ext in\
          t tot wit.lit: at_intagetaintaldtandtaxctc/htch_teagtectted.tem.tem:tem]tendtenetentteps\
          tercterftermtervth):thcathe thonthortialtid tiestifitilstitutivito rtodator]toratoretpd/\
          trattribtrietruetry tsdmtstattodttpdttritudetum tusbtworty fty=nty=suce.uestueueulatule \
          ullsummaundsunicunniusbaut cuth)uth]uthoutilv inv.inva.cva.vval val=var/ver:vingvis=vity\
          vsshw: mwaitwakewermwhilwillwitcwordwsupx(ssxceixcepxe *xpirxtenxtsdy cly foy=noy=ssye [\
          ye bynchythoytot|cal~amd",
    ),
];

/// Places of the table: a power of two, several for each run.
const PLACES: usize = 1 << 12;

/// How frequent the frequent runs are.
pub(super) struct Runs {
    /// The run at its place or the next that was free, and its frequency; none is zero.
    places: Box<[(u32, f32); PLACES]>,
}

impl Runs {
    pub(super) fn new() -> Runs {
        let mut places = Box::new([(0, 0.0); PLACES]);
        for (level, runs) in FREQUENT {
            let frequency = 1.0 / f32::from(1u16 << level);
            for &run in runs.as_chunks().0 {
                let run = u32::from_le_bytes(run);
                let mut at = place(run);
                while places[at].0 != 0 {
                    at = (at + 1) % PLACES;
                }
                places[at] = (run, frequency);
            }
        }
        Runs { places }
    }

    /// How often a run occurs, if that is often.
    pub(super) fn frequency(&self, run: [u8; WINDOW]) -> f32 {
        let run = u32::from_le_bytes(run);
        let mut at = place(run);
        while self.places[at].0 != run && self.places[at].0 != 0 {
            at = (at + 1) % PLACES;
        }
        self.places[at].1
    }
}

fn place(run: u32) -> usize {
    (run.wrapping_mul(0x9E37_79B1) >> 20) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_is_found_and_no_other() {
        let runs = Runs::new();
        for (level, text) in FREQUENT {
            assert_eq!(text.len() % WINDOW, 0);
            for &run in text.as_chunks().0 {
                assert_eq!(runs.frequency(run), 1.0 / f32::from(1u16 << level), "{run:?}");
                assert!(!run.iter().any(u8::is_ascii_uppercase));
            }
        }
        assert_eq!(runs.frequency(*b"zqxj"), 0.0);
    }
}
