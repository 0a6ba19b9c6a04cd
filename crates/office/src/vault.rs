//! Keys, and what is done with them: seal identities, find the same person without opening a seal, make query codes.

use std::io::Write;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::PetitionId;
use hmac::{Hmac, Mac};
use rand::Rng;
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

/// The letters of a query code: none that can be mistaken for another on paper.
const CODE_LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// How many of them make a code.
pub const CODE_LENGTH: usize = 8;

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
    same: [u8; 32],
    code: [u8; 32],
}

impl Vault {
    /// Makes the keys of a new office.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn create(dir: &Path) -> Result<(), OfficeError> {
        let fresh = || -> String {
            random_bytes::<32>()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect()
        };
        let file = KeyFile {
            note: "信访人身份信息的密钥。丢失后身份信息无法恢复，请与备份一起妥善保管，不得外传。"
                .to_owned(),
            seal: fresh(),
            same: fresh(),
            code: fresh(),
        };
        let text = toml::to_string(&file).map_err(|error| OfficeError::Vault(error.to_string()))?;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut out = options.open(dir.join("keys.toml"))?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        Ok(())
    }

    /// Reads the keys.
    ///
    /// # Errors
    /// When the file is missing or damaged: identities cannot be opened without it.
    pub fn open(dir: &Path) -> Result<Self, OfficeError> {
        let path = dir.join("keys.toml");
        let text = std::fs::read_to_string(&path).map_err(|_| {
            OfficeError::Vault(format!("缺少密钥文件 {}，请从备份恢复", path.display()))
        })?;
        let broken =
            || OfficeError::Vault(format!("密钥文件 {} 已损坏，请从备份恢复", path.display()));
        let file: KeyFile = toml::from_str(&text).map_err(|_| broken())?;
        let key = |hex: &str| bytes_of(hex).ok_or_else(broken);
        Ok(Self {
            seal: XChaCha20Poly1305::new(&Key::from(key(&file.seal)?)),
            same: key(&file.same)?,
            code: key(&file.code)?,
        })
    }

    /// Seals an identity.
    ///
    /// # Errors
    /// Never for identities of sensible size.
    pub fn seal(&self, identity: &Identity) -> Result<Vec<u8>, OfficeError> {
        let plain =
            serde_json::to_vec(identity).map_err(|error| OfficeError::Vault(error.to_string()))?;
        self.seal_bytes(&plain)
    }

    fn seal_bytes(&self, plain: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let nonce = random_bytes::<24>();
        let sealed = self
            .seal
            .encrypt(&XNonce::from(nonce), plain)
            .map_err(|_| OfficeError::Vault("身份信息无法加密".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens a sealed identity.
    ///
    /// # Errors
    /// When the bytes were changed or the key is another.
    pub fn unseal(&self, sealed: &[u8]) -> Result<Identity, OfficeError> {
        serde_json::from_slice(&self.unseal_bytes(sealed)?).map_err(|_| cannot_unseal())
    }

    fn unseal_bytes(&self, sealed: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or_else(cannot_unseal)?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| cannot_unseal())?;
        self.seal
            .decrypt(&XNonce::from(nonce), body)
            .map_err(|_| cannot_unseal())
    }

    /// Seals a text for a column of text.
    ///
    /// # Errors
    /// Never for texts of sensible size.
    pub fn seal_text(&self, text: &str) -> Result<String, OfficeError> {
        Ok(self
            .seal_bytes(text.as_bytes())?
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect())
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// When the text was changed or the key is another.
    pub fn unseal_text(&self, sealed: &str) -> Result<String, OfficeError> {
        let pair = |pair: &[u8]| {
            std::str::from_utf8(pair)
                .ok()
                .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        };
        let bytes: Option<Vec<u8>> = sealed.as_bytes().chunks(2).map(pair).collect();
        let plain = self.unseal_bytes(&bytes.ok_or_else(cannot_unseal)?)?;
        String::from_utf8(plain).map_err(|_| cannot_unseal())
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
        let hash = mac(&self.same, key.as_bytes());
        Some(
            hash[..16]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }

    /// The query code of a petition: it follows from the key, so it need not be stored and can be printed again.
    pub fn query_code(&self, petition: PetitionId) -> String {
        let hash = mac(&self.code, &petition.0.to_be_bytes());
        let letters = CODE_LETTERS.len() as u8;
        hash.iter()
            .take(CODE_LENGTH)
            .map(|byte| char::from(CODE_LETTERS[usize::from(byte % letters)]))
            .collect()
    }

    /// Whether a code is the petition's, in a time that does not depend on where they differ.
    pub fn is_query_code(&self, petition: PetitionId, code: &str) -> bool {
        let right = self.query_code(petition);
        let given: String = code
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect::<String>()
            .to_uppercase();
        right.len() == given.len()
            && right
                .bytes()
                .zip(given.bytes())
                .fold(0, |differ, (a, b)| differ | (a ^ b))
                == 0
    }
}

fn cannot_unseal() -> OfficeError {
    OfficeError::Vault("身份信息无法解密：密钥不符或数据被改动".to_owned())
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
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[place * 2..place * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Random bytes from the operating system's generator.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// Random letters that cannot be mistaken for one another on paper.
pub fn random_letters<const N: usize>() -> String {
    let letters = CODE_LETTERS.len();
    random_bytes::<N>()
        .iter()
        .map(|byte| char::from(CODE_LETTERS[usize::from(*byte) % letters]))
        .collect()
}

/// A random token of 32 hexadecimal digits, for cookies, forms and drafts.
pub fn token() -> String {
    random_bytes::<16>()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The hash under which a cookie's token is stored.
pub fn token_hash(token: &str) -> String {
    Sha256::digest(token)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
