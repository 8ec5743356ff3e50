//! The part of SARIF 2.1.0 that we write, as types that can only be serialised.
//!
//! Each type names its section of the standard. Lists that can be long are written while they are
//! made ([`Each`]). It decides nothing about content.

use serde::{Serialize, Serializer};

use crate::report::facts::View as Facts;

/// A list whose elements are made one at a time, as they are written.
pub(crate) struct Each<F>(pub(crate) F);

impl<F, I, T> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item = T>,
    T: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// §3.13 sarifLog.
#[derive(Serialize)]
pub(crate) struct Log<R> {
    #[serde(rename = "$schema")]
    pub(crate) schema: &'static str,
    pub(crate) version: &'static str,
    pub(crate) runs: [R; 1],
}

/// §3.14 run. `columnKind` shall be there where there are results (§3.14.27).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run<'a, Rules, Notifications, Results> {
    pub(crate) tool: Tool<'a, Rules>,
    pub(crate) invocations: [Invocation<Notifications>; 1],
    pub(crate) column_kind: &'static str,
    /// §3.14.28: what stands where a value was taken out.
    pub(crate) redaction_tokens: Vec<String>,
    pub(crate) results: Results,
    pub(crate) properties: RunProperties,
}

/// §3.14.12 and §3.8: the counts that other formats have in their summary.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunProperties {
    pub(crate) complete: bool,
    pub(crate) files: u64,
    pub(crate) bytes: u64,
    pub(crate) findings: u64,
    pub(crate) sites: u64,
    pub(crate) files_with_findings: u64,
    pub(crate) hidden: u64,
    pub(crate) not_scanned: u64,
    pub(crate) elapsed_ms: u64,
}

/// §3.18 tool.
#[derive(Serialize)]
pub(crate) struct Tool<'a, Rules> {
    pub(crate) driver: Driver<'a, Rules>,
}

/// §3.19 toolComponent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Driver<'a, Rules> {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) semantic_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) information_uri: Option<&'static str>,
    pub(crate) rules: Rules,
    pub(crate) notifications: &'a [NotificationDescriptor],
}

/// §3.49 reportingDescriptor, of a rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RuleDescriptor {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) short_description: Multiformat,
    pub(crate) full_description: Multiformat,
    pub(crate) help: Multiformat,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help_uri: Option<String>,
    pub(crate) default_configuration: Configuration,
    pub(crate) properties: RuleProperties,
}

/// §3.49 reportingDescriptor, of a notification.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NotificationDescriptor {
    pub(crate) id: &'static str,
    pub(crate) short_description: Multiformat,
}

/// §3.12 multiformatMessageString.
#[derive(Serialize)]
pub(crate) struct Multiformat {
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) markdown: Option<String>,
}

/// §3.50 reportingConfiguration.
#[derive(Serialize)]
pub(crate) struct Configuration {
    pub(crate) level: &'static str,
}

/// The properties of a rule that GitHub reads.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RuleProperties {
    pub(crate) tags: [&'static str; 3],
    pub(crate) precision: &'static str,
    /// A number, but as a string.
    pub(crate) security_severity: &'static str,
}

/// §3.20 invocation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invocation<Notifications> {
    pub(crate) execution_successful: bool,
    pub(crate) tool_execution_notifications: Notifications,
}

/// §3.58 notification. The level `error` says that the run must not be taken as complete
/// (§3.20.21).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Notification {
    pub(crate) descriptor: Reference,
    pub(crate) level: &'static str,
    pub(crate) message: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) locations: Option<[NotificationLocation; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) associated_rule: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) properties: Option<NotificationProperties>,
}

/// What a notification counts.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NotificationProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) findings: Option<u64>,
}

/// §3.52 reportingDescriptorReference.
#[derive(Serialize)]
pub(crate) struct Reference {
    pub(crate) id: String,
    pub(crate) index: usize,
}

/// §3.11 message.
#[derive(Serialize)]
pub(crate) struct Message {
    pub(crate) text: String,
}

/// §3.28 location, of an input as a whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NotificationLocation {
    pub(crate) physical_location: Artifact,
}

/// §3.29 physicalLocation without a region.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Artifact {
    pub(crate) artifact_location: ArtifactLocation,
}

/// §3.4 artifactLocation.
#[derive(Serialize)]
pub(crate) struct ArtifactLocation {
    pub(crate) uri: String,
}

/// §3.27 result. `kind` is left at its default, `fail`: with any other, `level` would have to be
/// `none` (§3.27.9).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SarifResult<'a> {
    pub(crate) rule_id: &'a str,
    pub(crate) rule_index: usize,
    pub(crate) level: &'static str,
    pub(crate) message: Message,
    pub(crate) locations: Vec<Location>,
    /// §3.27.31, and the class of results that it counts (§3.27.4).
    pub(crate) occurrence_count: u64,
    pub(crate) correlation_guid: String,
    pub(crate) partial_fingerprints: PartialFingerprints<'a>,
    pub(crate) rank: f64,
    pub(crate) properties: ResultProperties<'a>,
}

/// §3.28 location.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Location {
    pub(crate) physical_location: PhysicalLocation,
    pub(crate) properties: Bytes,
}

/// §3.29 physicalLocation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhysicalLocation {
    pub(crate) artifact_location: ArtifactLocation,
    pub(crate) region: Region,
}

/// §3.30 region, by lines and columns alone: viewers mistake byte offsets in it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    pub(crate) start_line: u64,
    pub(crate) start_column: u64,
    pub(crate) end_line: u64,
    pub(crate) end_column: u64,
}

/// The span in the input as scanned.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bytes {
    pub(crate) start_byte: u64,
    pub(crate) end_byte: u64,
}

/// §3.27.17 partialFingerprints. GitHub reads the first alone, and makes one of the start of the
/// line, which in a log is the time, where it is missing.
#[derive(Serialize)]
pub(crate) struct PartialFingerprints<'a> {
    #[serde(rename = "primaryLocationLineHash")]
    pub(crate) line: String,
    #[serde(rename = "leakSite/v1")]
    pub(crate) site: &'a str,
}

/// The properties of a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResultProperties<'a> {
    pub(crate) site: &'a str,
    pub(crate) key: &'a str,
    pub(crate) category: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) confidence: &'static str,
    pub(crate) files: u64,
    pub(crate) values: u64,
    pub(crate) values_exact: bool,
    #[serde(skip_serializing_if = "Facts::is_empty")]
    pub(crate) facts: Facts<'a>,
    pub(crate) first: Place,
    pub(crate) last: Place,
}

/// A place in the properties of a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place {
    pub(crate) uri: String,
    #[serde(flatten)]
    pub(crate) region: Region,
    #[serde(flatten)]
    pub(crate) bytes: Bytes,
}
