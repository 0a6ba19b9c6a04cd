//! Proxies in front of the server. Only those the administrator named are believed when they say whom they pass on.

use std::net::IpAddr;
use std::str::FromStr;

use axum::http::HeaderMap;

/// The header by which a proxy says whom it passes on.
const FORWARDED: &str = "x-forwarded-for";

/// A network of addresses, `10.0.0.0/8` or `2001:db8::/32`; an address alone is one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: u128,
    mask: u128,
}

/// Why a text is no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoNetwork {
    /// It is no address.
    #[error(
        "“{0}”不是网络地址，请写成 10.0.0.5 或 10.0.0.0/24（not an address or network in CIDR form）"
    )]
    Unreadable(String),
    /// It holds every address.
    #[error(
        "“{0}”包括所有地址，等于没有区分，请只写确切的地址或网段（it holds every address; name only those that are meant）"
    )]
    Everybody(String),
}

/// An address as a number; IPv4 stands where IPv6 keeps it.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let unreadable = || NoNetwork::Unreadable(text.to_owned());
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| unreadable())?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            None => bits,
            Some(length) if length.bytes().all(|byte| byte.is_ascii_digit()) => {
                length.parse::<u32>().map_err(|_| unreadable())?
            }
            Some(_) => return Err(unreadable()),
        };
        if length > bits {
            return Err(unreadable());
        }
        if length == 0 {
            return Err(NoNetwork::Everybody(text.to_owned()));
        }
        let mask = u128::MAX << (bits - length);
        Ok(Self {
            first: number(address) & mask,
            mask,
        })
    }
}

impl Network {
    /// Whether an address is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        number(address) & self.mask == self.first
    }
}

/// The proxies that are believed; without any, nobody is.
#[derive(Clone, Debug, Default)]
pub struct Proxies(pub Vec<Network>);

impl Proxies {
    /// Whether an address is that of a trusted proxy.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// Who sent a request that came in from `peer`: the last address that no trusted proxy has, read from the end, since
    /// everything before it may be made up.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer;
        let mut said = headers
            .get_all(FORWARDED)
            .iter()
            .rev()
            .flat_map(|line| line.to_str().unwrap_or("?").rsplit(','));
        while self.trusts(client) {
            // Words that are no address end the chain at the proxy that passed them on.
            let Some(before) = said.next().and_then(address) else {
                break;
            };
            client = before;
        }
        client
    }
}

/// An address as proxies write it, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    bare.unwrap_or(text)
        .parse()
        .ok()
        .or_else(|| Some(text.parse::<std::net::SocketAddr>().ok()?.ip()))
        .map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::HeaderValue;

    use super::*;

    fn client(trusted: &[&str], peer: &str, lines: &[&str]) -> String {
        let proxies = Proxies(trusted.iter().map(|text| text.parse().unwrap()).collect());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, HeaderValue::from_str(line).unwrap());
        }
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_no_word_is_believed_not_even_on_the_same_machine() {
        assert_eq!(client(&[], "127.0.0.1", &["198.51.100.7"]), "127.0.0.1");
        assert_eq!(client(&[], "203.0.113.5", &["198.51.100.7"]), "203.0.113.5");
        let elsewhere = ["10.0.0.0/8"];
        assert_eq!(
            client(&elsewhere, "127.0.0.1", &["198.51.100.7"]),
            "127.0.0.1"
        );
    }

    #[test]
    fn the_last_word_over_all_lines_counts_and_what_a_client_made_up_does_not() {
        let proxy = ["127.0.0.1"];
        let made_up = ["1.1.1.1, 2.2.2.2", "3.3.3.3", "198.51.100.7"];
        assert_eq!(client(&proxy, "127.0.0.1", &made_up), "198.51.100.7");
        assert_eq!(
            client(&proxy, "127.0.0.1", &["1.1.1.1, 198.51.100.7"]),
            "198.51.100.7"
        );
        assert_eq!(
            client(&proxy, "127.0.0.1", &["1.1.1.1, nonsense"]),
            "127.0.0.1"
        );
        assert_eq!(client(&proxy, "127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn a_chain_of_trusted_proxies_leads_to_whoever_stands_before_it() {
        let chain = ["127.0.0.1", "10.1.0.0/16"];
        let said = ["6.6.6.6, 198.51.100.7, 10.1.2.3"];
        assert_eq!(client(&chain, "127.0.0.1", &said), "198.51.100.7");
        assert_eq!(client(&chain, "127.0.0.1", &["10.1.2.3"]), "10.1.2.3");
    }

    #[test]
    fn addresses_come_in_many_spellings() {
        let proxy = ["127.0.0.1/32", "::1"];
        for (said, meant) in [
            ("198.51.100.7:5123", "198.51.100.7"),
            ("[2001:db8::7]:443", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("2001:db8::7", "2001:db8::7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
        ] {
            assert_eq!(client(&proxy, "127.0.0.1", &[said]), meant);
            assert_eq!(client(&proxy, "::1", &[said]), meant);
        }
    }

    #[test]
    fn a_network_holds_its_own_addresses_and_no_others() {
        let holds = |network: &str, address: &str| {
            network
                .parse::<Network>()
                .unwrap()
                .contains(address.parse().unwrap())
        };
        assert!(holds("10.1.2.3/8", "10.255.0.1") && !holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("192.168.1.5", "192.168.1.5") && !holds("192.168.1.5", "192.168.1.6"));
        assert!(holds("10.0.0.0/9", "10.127.0.1") && !holds("10.0.0.0/9", "10.128.0.1"));
        assert!(
            holds("2001:db8::/32", "2001:db8:ffff::1") && !holds("2001:db8::/32", "2001:db9::")
        );
        assert!(
            holds("10.0.0.0/8", "::ffff:10.0.0.1"),
            "the same host on a wide socket"
        );
        for text in [
            "",
            "10.0.0",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "a/8",
            "::1/129",
        ] {
            assert!(
                matches!(text.parse::<Network>(), Err(NoNetwork::Unreadable(_))),
                "{text}"
            );
        }
        for text in ["0.0.0.0/0", "::/0"] {
            assert!(
                matches!(text.parse::<Network>(), Err(NoNetwork::Everybody(_))),
                "{text}"
            );
        }
    }
}
