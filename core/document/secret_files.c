/* Files that usually hold secrets, by their names and those of their folders. */
#include "core/document/secret_files.h"

#include "core/base/path.h"

#include <fnmatch.h>
#include <string.h>

static const char *const file_names[] = {
    ".env",
    ".env.*",
    "*.env",
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "*.jks",
    "*.keystore",
    "*.kdbx",
    "*.kdb",
    "*.ppk",
    "*.crt",
    "*.cer",
    "*.der",
    "*.csr",
    "*.asc",
    "*.gpg",
    "*.pgp",
    "*.ovpn",
    "*.age",
    "id_rsa*",
    "id_dsa*",
    "id_ecdsa*",
    "id_ed25519*",
    ".netrc",
    "_netrc",
    ".pgpass",
    ".my.cnf",
    ".npmrc",
    ".pypirc",
    ".htpasswd",
    "htpasswd",
    "shadow",
    "credentials",
    "credentials.*",
    ".git-credentials",
    "secret",
    "secrets",
    "secret.*",
    "secrets.*",
    "passwords*",
    "*.tfvars",
    "*.tfstate",
    "master.key",
    ".vault*",
    "known_hosts",
    "authorized_keys",
    "*.kdbx~",
    "*.sops.*",
    "*.enc.*",
    "*.enc",
    "vault.yml",
    "vault.yaml",
    "*.wallet",
    "wallet.dat",
    "seed.txt",
    "service-account*.json",
    "client_secret*.json",
    "*.agekey",
    ".authinfo",
    ".authinfo.gpg",
    ".s3cfg",
    ".boto",
    ".dockercfg",
    "*_history",
    ".viminfo",
    "otp.txt",
    "recovery-codes*",
    "backup-codes*",
};
static const char *const folder_names[] = {"/.ssh/",
                                           "/.gnupg/",
                                           "/.aws/",
                                           "/.password-store/",
                                           "/.kube/",
                                           "/.docker/",
                                           "/.local/share/gopass/",
                                           "/.config/gopass/",
                                           "/.config/op/",
                                           "/.local/share/keyrings/",
                                           "/.mozilla/",
                                           "/.thunderbird/",
                                           "/.azure/",
                                           "/.config/gcloud/",
                                           "/.config/gh/",
                                           "/.password-store-"};

bool secret_file_is(const char *path) {
    const char *name = path_get_name(path);
    for (size_t k = 0; k < sizeof file_names / sizeof file_names[0]; k++)
        if (fnmatch(file_names[k], name, FNM_CASEFOLD) == 0)
            return true;
    for (size_t k = 0; k < sizeof folder_names / sizeof folder_names[0]; k++)
        if (strstr(path, folder_names[k]) != NULL)
            return true;
    return false;
}
