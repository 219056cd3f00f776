//! Regions of AWS.

use super::Problem;

/// Checks that a text looks like a region: words of letters and a number, such as `us-east-1` or `eusc-de-east-1`.
///
/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
///
/// # Errors
///
/// A [`Problem`] when no region has such a name.
pub fn aws_region(text: &str) -> Result<(), Problem> {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let number = |number: &str| matches!(number.as_bytes(), [b'1'..=b'9']);
    let words = text.rsplit_once('-').filter(|(_, last)| number(last)).map(|(words, _)| words);
    if words.is_some_and(|words| words.contains('-') && words.split('-').all(word)) {
        return Ok(());
    }
    Err(Problem::new(format!("`{text}` is not a region of AWS"), "write its code, such as `us-east-1`"))
}

/// Checks that a text looks like a zone: `us-east-1a`, or `us-west-2-lax-1a` of a local zone.
///
/// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>
///
/// # Errors
///
/// A [`Problem`] when no zone has such a name.
pub fn aws_zone(text: &str) -> Result<(), Problem> {
    let taken = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !text.is_empty() && text.bytes().all(taken) {
        return Ok(());
    }
    Err(Problem::new(format!("`{text}` is not a zone of AWS"), "write its name, such as `us-east-1a`"))
}

/// The partition of a region, which begins every ARN there: `arn:<partition>:...`.
///
/// Source: <https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html>
pub fn aws_partition(region: &str) -> &'static str {
    let partitions = [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("us-isof-", "aws-iso-f"),
        ("eu-isoe-", "aws-iso-e"),
        ("eusc-", "aws-eusc"),
    ];
    partitions.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, partition)| partition)
}

#[cfg(test)]
mod tests {
    use super::{aws_partition, aws_region, aws_zone};

    #[test]
    fn partitions() {
        let pairs = [("us-east-1", "aws"), ("us-gov-west-1", "aws-us-gov"), ("us-isob-east-1", "aws-iso-b")];
        for (region, partition) in pairs {
            assert_eq!(aws_partition(region), partition);
        }
    }

    #[test]
    fn accepts_regions_of_all_partitions() {
        for text in ["us-east-1", "us-gov-west-1", "eusc-de-east-1", "us-isob-east-1", "cn-northwest-1"] {
            assert!(aws_region(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        for text in ["", "us-east", "us-east-1a", "US-EAST-1", "east-1", "us_east_1", "us--1", "us-east-0"] {
            assert!(aws_region(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_zone_is_made_of_words() {
        assert!(aws_zone("us-east-1a").is_ok() && aws_zone("us-east-1-wl1-bos-wlz-1").is_ok());
        for text in ["", "us-east-1a\n", "us-east-1A", "us-east-1\0"] {
            assert!(aws_zone(text).is_err(), "{text:?}");
        }
    }
}
