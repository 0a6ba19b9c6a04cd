//! Keys, and what is done with them: seal identities, find the same person without opening a seal, make query codes.

use std::io::Write;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ctutils::CtEq;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, Mac};
use kernel::text::visible;
use kernel::{PersonId, PetitionId, PetitionerId, PostId};
use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::OfficeError;

/// Who a petitioner is. Kept only sealed; the ledger never contains it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name.
    pub name: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Citizen identity number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id_number: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// How an older system named the person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external: String,
}

impl Identity {
    /// The same person in letters that a reader sees: what is hidden in a name must not make it another.
    pub(crate) fn legible(&self) -> Self {
        Self {
            name: visible(&self.name),
            phone: visible(&self.phone),
            id_number: visible(&self.id_number),
            address: visible(&self.address),
            external: visible(&self.external),
        }
    }
}

/// The letters of a query code: none that can be mistaken for another on paper.
const CODE_LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// How many of them make a code.
pub const CODE_LENGTH: usize = 8;

/// The file of the keys, in the data folder.
pub const KEYS: &str = "keys.toml";
/// What a seal begins with that is bound to what it belongs to. Seals from before begin with 24 random bytes.
const BOUND: &[u8; 4] = b"HYS2";

/// What a seal belongs to: it opens for nothing else, so that two cannot be exchanged unseen.
#[derive(Clone, Copy, Debug)]
enum Belongs<'a> {
    Petitioner(PetitionerId),
    Code(PetitionId),
    Draft(&'a str),
    Shown(PostId),
    Form(&'a str, PersonId),
    Page,
}

impl Belongs<'_> {
    fn name(self) -> String {
        match self {
            Self::Petitioner(id) => format!("petitioner {id}"),
            Self::Code(id) => format!("query code {id}"),
            Self::Draft(token) => format!("draft {token}"),
            Self::Shown(post) => format!("shown to {post}"),
            Self::Form(token, person) => format!("form {token} of {person}"),
            Self::Page => "page".to_owned(),
        }
    }

    /// Whether seals of this kind were made before seals were bound.
    fn may_be_unbound(self) -> bool {
        match self {
            Self::Petitioner(_) | Self::Draft(_) => true,
            Self::Code(_) | Self::Shown(_) | Self::Form(..) | Self::Page => false,
        }
    }
}

/// What makes a petition's query code its own, besides its id.
#[derive(Clone, Copy)]
pub(crate) struct Salt([u8; 16]);

#[derive(Serialize, Deserialize)]
struct KeyFile {
    /// What the keys are for, so that nobody deletes the file.
    note: String,
    seal: String,
    same: String,
    code: String,
}

/// The keys of one office.
pub struct Vault {
    seal: XChaCha20Poly1305,
    check: String,
    same: [u8; 32],
    code: [u8; 32],
}

impl Vault {
    /// Makes the keys of a new office.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn create(dir: &Path) -> Result<(), OfficeError> {
        let fresh = || HEXLOWER.encode(&random_bytes::<32>());
        let file = KeyFile {
            note: "信访人身份信息的密钥。丢失后身份信息无法恢复，请与备份一起妥善保管，不得外传。"
                .to_owned(),
            seal: fresh(),
            same: fresh(),
            code: fresh(),
        };
        let text = toml::to_string(&file).map_err(|error| OfficeError::Vault(error.to_string()))?;
        let path = dir.join(KEYS);
        let mut out = store::private::options().create_new(true).open(&path)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        Ok(store::private::sync_folder_of(&path)?)
    }

    /// Reads the keys.
    ///
    /// # Errors
    /// When the file is missing or damaged: identities cannot be opened without it.
    pub fn open(dir: &Path) -> Result<Self, OfficeError> {
        let path = dir.join(KEYS);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let problem = match error.kind() {
                std::io::ErrorKind::NotFound => "缺少密钥文件 (the key file is missing)".to_owned(),
                _ => format!("密钥文件无法读取 (the key file cannot be read)：{error}"),
            };
            OfficeError::Vault(format!(
                "{problem}：{}，请从备份恢复 (restore it from a backup)",
                path.display()
            ))
        })?;
        let broken = || {
            OfficeError::Vault(format!(
                "密钥文件 {} 已损坏，请从备份恢复 (the key file is damaged: restore it from a backup)",
                path.display()
            ))
        };
        let file: KeyFile = toml::from_str(&text).map_err(|_| broken())?;
        let key = |hex: &str| bytes_of(hex).ok_or_else(broken);
        let (seal, same, code) = (key(&file.seal)?, key(&file.same)?, key(&file.code)?);
        let check = [seal, same, code]
            .iter()
            .map(|key| HEXLOWER.encode(&mac(key, b"huiyin key check")[..8]))
            .collect();
        Ok(Self {
            seal: XChaCha20Poly1305::new(&Key::from(seal)),
            check,
            same,
            code,
        })
    }

    /// A value that tells these keys from others and says nothing about them.
    pub(crate) fn check(&self) -> &str {
        &self.check
    }

    /// Seals an identity for the number it is kept under.
    ///
    /// # Errors
    /// Never for identities of sensible size.
    pub fn seal(&self, id: PetitionerId, identity: &Identity) -> Result<Vec<u8>, OfficeError> {
        let plain =
            serde_json::to_vec(identity).map_err(|error| OfficeError::Vault(error.to_string()))?;
        self.seal_bytes(Belongs::Petitioner(id), &plain)
    }

    /// Opens the sealed identity kept under a number.
    ///
    /// # Errors
    /// When the bytes were changed, belong to another number, or the key is another.
    pub fn unseal(&self, id: PetitionerId, sealed: &[u8]) -> Result<Identity, OfficeError> {
        let plain = self.unseal_bytes(Belongs::Petitioner(id), sealed)?;
        serde_json::from_slice(&plain).map_err(|_| cannot_unseal())
    }

    fn seal_bytes(&self, belongs: Belongs<'_>, plain: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let nonce = random_bytes::<24>();
        let name = belongs.name();
        let payload = Payload {
            msg: plain,
            aad: name.as_bytes(),
        };
        let sealed = self
            .seal
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| OfficeError::Vault("身份信息无法加密 (cannot be sealed)".to_owned()))?;
        Ok([BOUND.as_slice(), &nonce, &sealed].concat())
    }

    fn unseal_bytes(&self, belongs: Belongs<'_>, sealed: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let name = belongs.name();
        if let Some(bound) = sealed.strip_prefix(BOUND)
            && let Ok(plain) = self.open_bytes(bound, name.as_bytes())
        {
            return Ok(plain);
        }
        if belongs.may_be_unbound() {
            // What is bound never opens this way, whatever is cut from its beginning.
            return self.open_bytes(sealed, b"");
        }
        Err(cannot_unseal())
    }

    fn open_bytes(&self, sealed: &[u8], aad: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or_else(cannot_unseal)?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| cannot_unseal())?;
        self.seal
            .decrypt(&XNonce::from(nonce), Payload { msg: body, aad })
            .map_err(|_| cannot_unseal())
    }

    /// Seals a draft for its token, for a column of text.
    ///
    /// # Errors
    /// Never for texts of sensible size.
    pub fn seal_draft(&self, token: &str, text: &str) -> Result<String, OfficeError> {
        self.seal_text(Belongs::Draft(token), text)
    }

    /// Seals what a page shows a post, so that the form that comes back says what was shown and nothing else.
    ///
    /// # Errors
    /// Never for texts of sensible size.
    pub fn seal_shown(&self, post: PostId, text: &str) -> Result<String, OfficeError> {
        self.seal_text(Belongs::Shown(post), text)
    }

    /// What a page showed this post; nothing where the seal is another post's, or no seal of ours.
    pub fn shown(&self, post: PostId, sealed: &str) -> Option<String> {
        self.unseal_text(Belongs::Shown(post), sealed).ok()
    }

    /// Seals what a person typed and could not send, for the number it is kept under.
    ///
    /// # Errors
    /// Never for forms of sensible size.
    pub(crate) fn seal_form(
        &self,
        token: &str,
        person: PersonId,
        plain: &[u8],
    ) -> Result<Vec<u8>, OfficeError> {
        self.seal_bytes(Belongs::Form(token, person), plain)
    }

    /// Opens it for that person alone.
    ///
    /// # Errors
    /// When it was changed, is another number's or another person's, or the key is another.
    pub(crate) fn unseal_form(
        &self,
        token: &str,
        person: PersonId,
        sealed: &[u8],
    ) -> Result<Vec<u8>, OfficeError> {
        self.unseal_bytes(Belongs::Form(token, person), sealed)
    }

    /// A token for the pages of a session: nobody can guess one, and it tells us whose page it was, also when the session is over.
    ///
    /// # Errors
    /// Never.
    pub(crate) fn page_token(&self, person: PersonId, opened: i64) -> Result<String, OfficeError> {
        let plain = [person.0.to_be_bytes(), opened.to_be_bytes()].concat();
        Ok(HEXLOWER.encode(&self.seal_bytes(Belongs::Page, &plain)?))
    }

    /// Whose pages carried such a token, and when their session was opened.
    pub(crate) fn page_of(&self, token: &str) -> Option<(PersonId, i64)> {
        let sealed = HEXLOWER.decode(token.as_bytes()).ok()?;
        let plain = self.unseal_bytes(Belongs::Page, &sealed).ok()?;
        let (person, opened) = plain.split_at_checked(8)?;
        let person = i64::from_be_bytes(person.try_into().ok()?);
        let opened = i64::from_be_bytes(opened.try_into().ok()?);
        Some((PersonId(person), opened))
    }

    fn seal_text(&self, belongs: Belongs<'_>, text: &str) -> Result<String, OfficeError> {
        Ok(HEXLOWER.encode(&self.seal_bytes(belongs, text.as_bytes())?))
    }

    /// Opens the sealed draft of a token.
    ///
    /// # Errors
    /// When the text was changed, belongs to another token, or the key is another.
    pub fn unseal_draft(&self, token: &str, sealed: &str) -> Result<String, OfficeError> {
        self.unseal_text(Belongs::Draft(token), sealed)
    }

    fn unseal_text(&self, belongs: Belongs<'_>, sealed: &str) -> Result<String, OfficeError> {
        let bytes = HEXLOWER_PERMISSIVE
            .decode(sealed.as_bytes())
            .map_err(|_| cannot_unseal())?;
        let plain = self.unseal_bytes(belongs, &bytes)?;
        String::from_utf8(plain).map_err(|_| cannot_unseal())
    }

    /// A new salt for a petition's query code, and how it is kept.
    ///
    /// # Errors
    /// Never.
    pub(crate) fn new_salt(&self, petition: PetitionId) -> Result<(Salt, Vec<u8>), OfficeError> {
        let salt = Salt(random_bytes());
        let sealed = self.seal_bytes(Belongs::Code(petition), &salt.0)?;
        Ok((salt, sealed))
    }

    /// Opens a petition's salt.
    ///
    /// # Errors
    /// When it was changed, is another petition's, or the key is another.
    pub(crate) fn open_salt(
        &self,
        petition: PetitionId,
        sealed: &[u8],
    ) -> Result<Salt, OfficeError> {
        let plain = self.unseal_bytes(Belongs::Code(petition), sealed)?;
        plain.try_into().map(Salt).map_err(|_| cannot_unseal())
    }

    /// A keyed hash that is equal for the same person: by identity number, else by name with telephone, else by the older
    /// system's name for the person. `None` when nothing tells who it is.
    pub fn same_person(&self, identity: &Identity) -> Option<String> {
        let clean = |text: &str| text.split_whitespace().collect::<String>().to_uppercase();
        let (id, name, phone) = (
            clean(&identity.id_number),
            clean(&identity.name),
            clean(&identity.phone),
        );
        let key = if !id.is_empty() {
            format!("id:{id}")
        } else if !name.is_empty() && !phone.is_empty() {
            format!("phone:{name}:{phone}")
        } else if !identity.external.is_empty() {
            format!("external:{}", identity.external)
        } else {
            return None;
        };
        Some(HEXLOWER.encode(&mac(&self.same, key.as_bytes())[..16]))
    }

    /// What a session is called where its owner chooses one to end. `token` is the hash of its cookie, which leads neither back to the
    /// cookie nor, without the key, to this name.
    pub(crate) fn session_name(&self, token: &str) -> String {
        let told = format!("session:{token}");
        HEXLOWER.encode(&mac(&self.same, told.as_bytes())[..16])
    }

    /// The query code of a petition: it follows from the key, so it need not be stored and can be printed again. Petitions from
    /// before there were salts have none.
    pub(crate) fn query_code(&self, petition: PetitionId, salt: Option<Salt>) -> String {
        let mut told = petition.0.to_be_bytes().to_vec();
        told.extend(salt.iter().flat_map(|salt| salt.0));
        let hash = mac(&self.code, &told);
        let letters = CODE_LETTERS.len() as u8;
        hash.iter()
            .take(CODE_LENGTH)
            .map(|byte| char::from(CODE_LETTERS[usize::from(byte % letters)]))
            .collect()
    }
}

/// Whether a code as somebody typed it is the right one, in a time that does not depend on where they differ.
pub(crate) fn is_code(right: &str, typed: &str) -> bool {
    let given: String = typed
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect::<String>()
        .to_uppercase();
    right.as_bytes().ct_eq(given.as_bytes()).to_bool()
}

fn cannot_unseal() -> OfficeError {
    OfficeError::Vault(
        "密封信息无法打开：密钥不符或数据被改动 (a seal does not open: other keys, or changed data)".to_owned(),
    )
}

fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, so a fallback to a plain hash can never be reached.
    Hmac::<Sha256>::new_from_slice(key).map_or_else(
        |_| Sha256::digest([key, message].concat()).into(),
        |mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().into()
        },
    )
}

fn bytes_of(hex: &str) -> Option<[u8; 32]> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()?;
    bytes.try_into().ok()
}

/// Random bytes that nobody can guess.
#[allow(
    clippy::disallowed_methods,
    reason = "keys, tokens and codes are drawn in this file alone"
)]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// Random letters that cannot be mistaken for one another on paper.
#[allow(
    clippy::disallowed_methods,
    reason = "keys, tokens and codes are drawn in this file alone"
)]
pub fn random_letters<const N: usize>() -> String {
    let mut dice = rand::rng();
    (0..N)
        .map(|_| char::from(CODE_LETTERS[dice.random_range(..CODE_LETTERS.len())]))
        .collect()
}

/// A random token of 32 hexadecimal digits, for cookies, forms and drafts.
pub fn token() -> String {
    HEXLOWER.encode(&random_bytes::<16>())
}

/// The hash under which a cookie's token is stored.
pub fn token_hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn vault(dir: &Path) -> Vault {
        let key: String = (0..32_u8).map(|byte| format!("{byte:02x}")).collect();
        let file = format!("note = ''\nseal = '{key}'\nsame = '{key}'\ncode = '{key}'\n");
        std::fs::write(dir.join(KEYS), file).unwrap();
        Vault::open(dir).unwrap()
    }

    /// Reckoned apart from this program, as codes were made before there were salts: they stand on people's slips.
    #[test]
    fn codes_of_petitions_without_a_salt_are_those_that_were_printed() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path());
        assert_eq!(vault.query_code(PetitionId(1), None), "CN9WBWQZ");
        assert_eq!(vault.query_code(PetitionId(2_988), None), "K56X5THG");
    }

    #[test]
    fn a_code_is_right_however_it_is_written_and_only_when_whole() {
        for typed in ["CN9WBWQZ", "cn9w bwqz", "CN9W-BWQZ"] {
            assert!(is_code("CN9WBWQZ", typed), "{typed}");
        }
        for typed in ["", "CN9WBWQ", "CN9WBWQZ2", "CN9WBWQ2", "2N9WBWQZ"] {
            assert!(!is_code("CN9WBWQZ", typed), "{typed}");
        }
    }

    #[test]
    fn the_same_id_with_another_salt_has_another_code() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path());
        let mut codes: Vec<String> = (0..50)
            .map(|_| {
                let (salt, sealed) = vault.new_salt(PetitionId(7)).unwrap();
                let code = vault.query_code(PetitionId(7), Some(salt));
                let again = vault.open_salt(PetitionId(7), &sealed).unwrap();
                assert_eq!(vault.query_code(PetitionId(7), Some(again)), code);
                assert!(vault.open_salt(PetitionId(8), &sealed).is_err());
                code
            })
            .collect();
        codes.push(vault.query_code(PetitionId(7), None));
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 51);
    }

    #[test]
    fn a_form_opens_for_its_own_number_and_writer_only() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path());
        let sealed = vault.seal_form("a", PersonId(1), b"roof").unwrap();
        assert_eq!(
            vault.unseal_form("a", PersonId(1), &sealed).unwrap(),
            b"roof"
        );
        assert!(vault.unseal_form("b", PersonId(1), &sealed).is_err());
        assert!(vault.unseal_form("a", PersonId(2), &sealed).is_err());
    }

    #[test]
    fn a_pages_token_tells_us_whose_page_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path());
        let token = vault.page_token(PersonId(7), 1_000).unwrap();
        assert_eq!(vault.page_of(&token), Some((PersonId(7), 1_000)));
        assert_ne!(vault.page_token(PersonId(7), 1_000).unwrap(), token);
        assert_eq!(vault.page_of("00"), None);
        assert_eq!(vault.page_of(&vault.seal_draft("a", "roof").unwrap()), None);
    }

    #[test]
    fn a_draft_opens_for_its_own_token_only() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path());
        let sealed = vault.seal_draft("a", "屋顶漏水").unwrap();
        assert_eq!(vault.unseal_draft("a", &sealed).unwrap(), "屋顶漏水");
        assert!(vault.unseal_draft("b", &sealed).is_err());
        // Taking the mark away makes no unbound seal of it.
        assert!(vault.unseal_draft("b", &sealed[8..]).is_err());
    }
}
