/* Secrets by their looks: the well-known shapes of keys and tokens, what is named a password, and long strings that
 * look drawn by lot. Rather one sample too few than one secret kept. */
#include "core/document/harvest.h"

#include "core/base/path.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

/* --- tokens of known makers --- */

/* A token: a fixed start, then at least so many letters, digits, "_" or "-". */
static const struct token_shape {
    const char *start;
    size_t rest;
} token_shapes[] = {
    {"AKIA", 16},     {"ASIA", 16},        {"AGPA", 16},
    {"AIDA", 16},     {"AROA", 16},        {"ghp_", 30},
    {"gho_", 30},     {"ghu_", 30},        {"ghs_", 30},
    {"ghr_", 30},     {"github_pat_", 20}, {"glpat-", 16},
    {"xoxb-", 10},    {"xoxp-", 10},       {"xoxa-", 10},
    {"xoxr-", 10},    {"xoxs-", 10},       {"xapp-", 10},
    {"sk-", 16},      {"pk_live_", 10},    {"sk_live_", 10},
    {"rk_live_", 10}, {"sk_test_", 10},    {"AIza", 30},
    {"npm_", 30},     {"pypi-", 30},       {"hf_", 24},
    {"SG.", 20},      {"eyJ", 20},         {"ya29.", 20},
    {"dop_v1_", 30},  {"shpat_", 20},      {"AGE-SECRET-KEY-", 20},
};

static bool is_token_char(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static size_t token_len(const char *text, size_t len) {
    size_t count = 0;
    while (count < len && is_token_char(text[count]))
        count++;
    return count;
}

static bool has_digit(const char *text, size_t len) {
    for (size_t k = 0; k < len; k++)
        if (isdigit((unsigned char)text[k]))
            return true;
    return false;
}

static bool is_known_token(const char *text, size_t len) {
    for (size_t k = 0; k < sizeof token_shapes / sizeof token_shapes[0]; k++) {
        if (text[0] != token_shapes[k].start[0])
            continue; /* most of the time: this runs at every word */
        size_t start = strlen(token_shapes[k].start);
        if (len < start || strncmp(text, token_shapes[k].start, start) != 0)
            continue;
        size_t rest = token_len(text + start, len - start);
        if (rest >= token_shapes[k].rest && has_digit(text + start, rest))
            return true;
    }
    return false;
}

/* --- strings that look drawn by lot --- */

enum letter_class { CLASS_LOWER, CLASS_UPPER, CLASS_DIGIT, CLASS_OTHER };

static enum letter_class classify(char c) {
    return islower((unsigned char)c)   ? CLASS_LOWER
           : isupper((unsigned char)c) ? CLASS_UPPER
           : isdigit((unsigned char)c) ? CLASS_DIGIT
                                       : CLASS_OTHER;
}

static bool is_hex(const char *text, size_t len) {
    size_t digits = 0, letters = 0;
    for (size_t k = 0; k < len; k++) {
        if (!isxdigit((unsigned char)text[k]))
            return false;
        digits += isdigit((unsigned char)text[k]) != 0;
        letters += isdigit((unsigned char)text[k]) == 0;
    }
    return digits >= len / 4 && letters >= 3;
}

/* Words, also in CamelCase with a number, keep to one class for a while; random letters change it at every other step.
 */
static bool is_random(const char *text, size_t len) {
    size_t counts[4] = {0}, changes = 0;
    for (size_t k = 0; k < len; k++) {
        counts[classify(text[k])]++;
        changes += k > 0 && text[k] != '/' && text[k - 1] != '/' && classify(text[k]) != classify(text[k - 1]);
    }
    if (len >= 32 && is_hex(text, len))
        return true;
    return len >= 20 && counts[CLASS_UPPER] >= 2 && counts[CLASS_LOWER] >= 2 && counts[CLASS_DIGIT] >= 2 &&
           changes * 100 >= len * 42;
}

static size_t random_len(const char *text, size_t len, const char *marks) {
    size_t count = 0;
    while (count < len && (isalnum((unsigned char)text[count]) || strchr(marks, text[count]) != NULL))
        count++;
    return count;
}

/* --- what is named a secret --- */

/* After one of these and ":" or "=" stands a secret; sure: whatever it looks like. */
static const struct secret_name {
    const char *name;
    bool sure;
} secret_names[] = {
    {"password", true},      {"passwd", true},        {"passphrase", true},     {"pwd", true},
    {"passwort", true},      {"kennwort", true},      {"mot de passe", true},   {"api key", false},
    {"api_key", false},      {"api-key", false},      {"apikey", false},        {"secret key", false},
    {"secret_key", false},   {"secret", false},       {"access key", false},    {"access_key", false},
    {"access token", false}, {"access_token", false}, {"auth token", false},    {"auth_token", false},
    {"token", false},        {"private key", false},  {"client_secret", false}, {"pin", false},
};

static size_t skip_marks(const char *text, size_t len, size_t at, const char *marks) {
    while (at < len && strchr(marks, text[at]) != NULL)
        at++;
    return at;
}

/* A plain word or number of prose: letters only, with the marks of a sentence around it. */
static bool is_plain_word(const char *text, size_t len) {
    bool mixed = false;
    while (len > 0 && strchr(".,;:!?)\"'`*", text[len - 1]) != NULL)
        len--;
    for (size_t k = 0; k < len; k++)
        mixed = mixed || (!isalpha((unsigned char)text[k]) && text[k] != '\'' && !(text[k] & 0x80)) ||
                (k > 0 && isupper((unsigned char)text[k]));
    return !mixed;
}

static bool is_named_secret(const char *text, size_t len) {
    for (size_t k = 0; k < sizeof secret_names / sizeof secret_names[0]; k++) {
        if ((text[0] | 0x20) != secret_names[k].name[0])
            continue;
        size_t name = strlen(secret_names[k].name);
        if (len <= name || strncasecmp(text, secret_names[k].name, name) != 0)
            continue;
        size_t at = skip_marks(text, len, name, " \t\"'`*");
        bool is = len - at > 3 && strncasecmp(text + at, "is ", 3) == 0;
        if (!is && (at == len || (text[at] != ':' && text[at] != '=')))
            continue;
        at = skip_marks(text, len, at + (is ? 3 : 1), " \t\"'`*:=");
        size_t end = at;
        while (end < len && !isspace((unsigned char)text[end]))
            end++;
        bool plain = is_plain_word(text + at, end - at);
        if (end - at >= 3 && ((secret_names[k].sure && !is) || (!plain && end - at >= 4)))
            return true;
    }
    return false;
}

/* https://name:password@host */
static bool is_address_with_password(const char *text, size_t len) {
    if (len < 4 || strncmp(text, "://", 3) != 0)
        return false;
    const char *colon = NULL;
    for (size_t k = 3; k < len && !isspace((unsigned char)text[k]) && text[k] != '/'; k++) {
        if (text[k] == ':' && colon == NULL)
            colon = text + k;
        if (text[k] == '@')
            return colon != NULL && text + k > colon + 1;
    }
    return false;
}

bool harvest_has_secret(const char *text, size_t len) {
    static const char *const blocks[] = {"PRIVATE KEY-----", "PRIVATE KEY BLOCK-----", "BEGIN OPENSSH",
                                         "BEGIN CERTIFICATE"};
    for (size_t k = 0; k < sizeof blocks / sizeof blocks[0]; k++)
        if (memmem(text, len, blocks[k], strlen(blocks[k])) != NULL)
            return true;
    for (size_t k = 0; k < len; k++) {
        if (is_address_with_password(text + k, len - k))
            return true;
        bool starts = k == 0 || !isalnum((unsigned char)text[k - 1]);
        if (!starts || !isalnum((unsigned char)text[k]))
            continue;
        size_t part = random_len(text + k, len - k, "+_="), run = random_len(text + k, len - k, "+_=/");
        if (is_known_token(text + k, len - k) || is_named_secret(text + k, len - k) || is_random(text + k, part) ||
            is_random(text + k, run)) /* base64 holds slashes, and so does a path to something drawn by lot */
            return true;
    }
    return false;
}

/* --- files --- */

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
};
static const char *const folder_names[] = {"/.ssh/", "/.gnupg/", "/.aws/", "/.password-store/", "/.kube/", "/.docker/"};

bool harvest_is_secret_file(const char *path) {
    const char *name = path_get_name(path);
    for (size_t k = 0; k < sizeof file_names / sizeof file_names[0]; k++)
        if (fnmatch(file_names[k], name, FNM_CASEFOLD) == 0)
            return true;
    for (size_t k = 0; k < sizeof folder_names / sizeof folder_names[0]; k++)
        if (strstr(path, folder_names[k]) != NULL)
            return true;
    return false;
}
