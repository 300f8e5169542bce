/* Tokens by their makers. A row says how a token begins, what its rest is made of, and how long the rest is at least;
 * most makers chose such a start so that a token is known when it is seen. */
#include "core/text/secret_find.h"

#include "core/text/ascii.h"

#include <ctype.h>
#include <string.h>

enum rest {
    WORD,
    UPPER,
    HEX,
    DIGITS,
    DOTTED
}; /* letters, digits, "_", "-"; capitals and digits; ...; with dots, too */

static const struct token_row {
    const char *start;
    enum rest rest;
    unsigned char least;
    const char *kind;
} rows[] = {
    {"AKIA", UPPER, 16, "a key of Amazon"},
    {"ASIA", UPPER, 16, "a key of Amazon"},
    {"ABIA", UPPER, 16, "a key of Amazon"},
    {"ACCA", UPPER, 16, "a key of Amazon"},
    {"AGPA", UPPER, 16, "a key of Amazon"},
    {"AIDA", UPPER, 16, "a key of Amazon"},
    {"AROA", UPPER, 16, "a key of Amazon"},
    {"ANPA", UPPER, 16, "a key of Amazon"},
    {"AIPA", UPPER, 16, "a key of Amazon"},
    {"ABSK", WORD, 40, "a key of Amazon"},
    {"ghp_", WORD, 30, "a key of GitHub"},
    {"gho_", WORD, 30, "a key of GitHub"},
    {"ghu_", WORD, 30, "a key of GitHub"},
    {"ghs_", WORD, 30, "a key of GitHub"},
    {"ghr_", WORD, 30, "a key of GitHub"},
    {"github_pat_", WORD, 22, "a key of GitHub"},
    {"v1.", HEX, 40, "a key of GitHub"},
    {"glpat-", WORD, 18, "a key of GitLab"},
    {"gldt-", WORD, 18, "a key of GitLab"},
    {"glrt-", WORD, 18, "a key of GitLab"},
    {"glptt-", WORD, 30, "a key of GitLab"},
    {"glcbt-", WORD, 16, "a key of GitLab"},
    {"glft-", WORD, 16, "a key of GitLab"},
    {"glimt-", WORD, 16, "a key of GitLab"},
    {"glagent-", WORD, 30, "a key of GitLab"},
    {"gloas-", WORD, 30, "a key of GitLab"},
    {"glsoat-", WORD, 16, "a key of GitLab"},
    {"GR1348941", WORD, 18, "a key of GitLab"},
    {"ATBB", WORD, 28, "a key of Bitbucket"},
    {"ATATT3", WORD, 40, "a key of Atlassian"},
    {"ATCTT3", WORD, 40, "a key of Atlassian"},
    {"xoxb-", WORD, 10, "a key of Slack"},
    {"xoxp-", WORD, 10, "a key of Slack"},
    {"xoxa-", WORD, 10, "a key of Slack"},
    {"xoxr-", WORD, 10, "a key of Slack"},
    {"xoxs-", WORD, 10, "a key of Slack"},
    {"xoxo-", WORD, 10, "a key of Slack"},
    {"xoxe-", WORD, 10, "a key of Slack"},
    {"xoxe.", DOTTED, 20, "a key of Slack"},
    {"xoxc-", WORD, 10, "a key of Slack"},
    {"xoxd-", WORD, 10, "a key of Slack"},
    {"xapp-", WORD, 10, "a key of Slack"},
    {"sk_live_", WORD, 10, "a key of Stripe"},
    {"sk_test_", WORD, 10, "a key of Stripe"},
    {"rk_live_", WORD, 10, "a key of Stripe"},
    {"rk_test_", WORD, 10, "a key of Stripe"},
    {"pk_live_", WORD, 10, "a key of Stripe"},
    {"whsec_", WORD, 20, "a key of Stripe"},
    {"sk-ant-", WORD, 16, "a key of Anthropic"},
    {"sk-proj-", WORD, 12, "a key of OpenAI"},
    {"sk-svcacct-", WORD, 12, "a key of OpenAI"},
    {"sk-admin-", WORD, 12, "a key of OpenAI"},
    {"sk-or-v1-", WORD, 20, "a key of OpenRouter"},
    {"sk-", WORD, 16, "a key of a model service"},
    {"gsk_", WORD, 30, "a key of Groq"},
    {"xai-", WORD, 30, "a key of xAI"},
    {"pplx-", WORD, 30, "a key of Perplexity"},
    {"r8_", WORD, 30, "a key of Replicate"},
    {"tgp_v1_", WORD, 20, "a key of Together"},
    {"hf_", WORD, 24, "a key of Hugging Face"},
    {"api_org_", WORD, 30, "a key of Hugging Face"},
    {"nvapi-", WORD, 30, "a key of NVIDIA"},
    {"fw_", WORD, 20, "a key of Fireworks"},
    {"AIza", WORD, 30, "a key of Google"},
    {"GOCSPX-", WORD, 20, "a key of Google"},
    {"ya29.", DOTTED, 20, "a key of Google"},
    {"1//0", WORD, 30, "a key of Google"},
    {"npm_", WORD, 30, "a key of npm"},
    {"pypi-", WORD, 30, "a key of PyPI"},
    {"rubygems_", HEX, 40, "a key of RubyGems"},
    {"CLOJARS_", WORD, 50, "a key of Clojars"},
    {"cio", WORD, 32, "a key of crates.io"},
    {"oy2", WORD, 40, "a key of NuGet"},
    {"dckr_pat_", WORD, 20, "a key of Docker"},
    {"dckr_oat_", WORD, 20, "a key of Docker"},
    {"SG.", DOTTED, 30, "a key of SendGrid"},
    {"key-", HEX, 32, "a key of Mailgun"},
    {"xkeysib-", WORD, 40, "a key of Brevo"},
    {"re_", WORD, 28, "a key of Resend"},
    {"md-", WORD, 22, "a key of Mandrill"},
    {"SK", HEX, 32, "a key of Twilio"},
    {"AC", HEX, 32, "a key of Twilio"},
    {"dop_v1_", HEX, 40, "a key of DigitalOcean"},
    {"doo_v1_", HEX, 40, "a key of DigitalOcean"},
    {"dor_v1_", HEX, 40, "a key of DigitalOcean"},
    {"shpat_", HEX, 20, "a key of Shopify"},
    {"shpca_", HEX, 20, "a key of Shopify"},
    {"shppa_", HEX, 20, "a key of Shopify"},
    {"shpss_", HEX, 20, "a key of Shopify"},
    {"AGE-SECRET-KEY-", UPPER, 20, "a key of age"},
    {"dapi", HEX, 32, "a key of Databricks"},
    {"dp.pt.", WORD, 30, "a key of Doppler"},
    {"dp.st.", DOTTED, 30, "a key of Doppler"},
    {"sl.", WORD, 60, "a key of Dropbox"},
    {"lin_api_", WORD, 30, "a key of Linear"},
    {"lin_oauth_", WORD, 30, "a key of Linear"},
    {"ntn_", WORD, 30, "a key of Notion"},
    {"secret_", WORD, 40, "a key of Notion"},
    {"figd_", WORD, 30, "a key of Figma"},
    {"glc_", WORD, 30, "a key of Grafana"},
    {"glsa_", WORD, 30, "a key of Grafana"},
    {"hvs.", WORD, 20, "a key of Vault"},
    {"hvb.", WORD, 20, "a key of Vault"},
    {"hvr.", WORD, 20, "a key of Vault"},
    {"HRKU-", WORD, 30, "a key of Heroku"},
    {"nfp_", WORD, 30, "a key of Netlify"},
    {"NRAK-", UPPER, 20, "a key of New Relic"},
    {"NRII-", WORD, 28, "a key of New Relic"},
    {"NRJS-", HEX, 16, "a key of New Relic"},
    {"pscale_tkn_", WORD, 28, "a key of PlanetScale"},
    {"pscale_pw_", WORD, 28, "a key of PlanetScale"},
    {"pscale_oauth_", WORD, 28, "a key of PlanetScale"},
    {"PMAK-", WORD, 30, "a key of Postman"},
    {"pnu_", WORD, 30, "a key of Prefect"},
    {"pul-", HEX, 30, "a key of Pulumi"},
    {"rdme_", WORD, 40, "a key of ReadMe"},
    {"sntrys_", WORD, 30, "a key of Sentry"},
    {"sntryu_", WORD, 30, "a key of Sentry"},
    {"shippo_live_", HEX, 30, "a key of Shippo"},
    {"shippo_test_", HEX, 30, "a key of Shippo"},
    {"sq0atp-", WORD, 20, "a key of Square"},
    {"sq0csp-", WORD, 30, "a key of Square"},
    {"EAAA", WORD, 56, "a key of Square"},
    {"EAAB", WORD, 60, "a key of Meta"},
    {"EAAC", WORD, 60, "a key of Meta"},
    {"EAAG", WORD, 60, "a key of Meta"},
    {"IGQV", WORD, 60, "a key of Meta"},
    {"tfp_", DOTTED, 40, "a key of Typeform"},
    {"AQVN", WORD, 34, "a key of Yandex"},
    {"y0_", WORD, 50, "a key of Yandex"},
    {"aio_", WORD, 26, "a key of Adafruit"},
    {"LTAI", WORD, 16, "a key of Alibaba"},
    {"bkua_", HEX, 36, "a key of Buildkite"},
    {"CCIPAT_", WORD, 40, "a key of CircleCI"},
    {"CFPAT-", WORD, 40, "a key of Contentful"},
    {"v1.0-", WORD, 60, "a key of Cloudflare"},
    {"duffel_live_", WORD, 30, "a key of Duffel"},
    {"duffel_test_", WORD, 30, "a key of Duffel"},
    {"dt0c01.", DOTTED, 60, "a key of Dynatrace"},
    {"EZAK", WORD, 50, "a key of EasyPost"},
    {"EZTK", WORD, 50, "a key of EasyPost"},
    {"FLWSECK", WORD, 12, "a key of Flutterwave"},
    {"fio-u-", WORD, 60, "a key of Frame.io"},
    {"fo1_", WORD, 40, "a key of Fly.io"},
    {"ico-", WORD, 30, "a key of Infracost"},
    {"AKCp", WORD, 60, "a key of JFrog"},
    {"cmVmdGtu", WORD, 50, "a key of JFrog"},
    {"sha256~", WORD, 40, "a key of OpenShift"},
    {"access-sandbox-", WORD, 30, "a key of Plaid"},
    {"access-production-", WORD, 30, "a key of Plaid"},
    {"tk-us-", WORD, 40, "a key of Scalingo"},
    {"squ_", HEX, 36, "a key of SonarQube"},
    {"sqp_", HEX, 36, "a key of SonarQube"},
    {"sgp_", WORD, 36, "a key of Sourcegraph"},
    {"sbp_", HEX, 36, "a key of Supabase"},
    {"sb_secret_", WORD, 20, "a key of Supabase"},
    {"tskey-", WORD, 16, "a key of Tailscale"},
    {"ops_eyJ", WORD, 40, "a key of 1Password"},
    {"sdk-", HEX, 32, "a key of LaunchDarkly"},
    {"phc_", WORD, 36, "a key of PostHog"},
    {"phx_", WORD, 36, "a key of PostHog"},
    {"rpa_", WORD, 36, "a key of RunPod"},
    {"vcp_", WORD, 20, "a key of Vercel"},
    {"sk.eyJ", DOTTED, 40, "a key of Mapbox"},
    {"pk.eyJ", DOTTED, 40, "a key of Mapbox"},
    {"xprv", WORD, 90, "a key of a wallet"},
    {"zprv", WORD, 90, "a key of a wallet"},
    {"yprv", WORD, 90, "a key of a wallet"},
    {"eyJ", DOTTED, 20, "a key of a session"},
    {"AccountKey=", WORD, 40, "a key of Azure"},
    {"SharedAccessKey=", WORD, 30, "a key of Azure"},
    {"pat-na1-", WORD, 30, "a key of HubSpot"},
    {"pat-eu1-", WORD, 30, "a key of HubSpot"},
    {"SCW", UPPER, 17, "a key of Scaleway"},
};

/* Anywhere in a text. */
static const struct {
    const char *mark, *kind;
} marks[] = {
    {"PRIVATE KEY-----", "a private key"},      {"PRIVATE KEY BLOCK-----", "a private key"},
    {"BEGIN OPENSSH", "a private key"},         {"BEGIN PRIVATE KEY", "a private key"},
    {"BEGIN RSA PRIVATE", "a private key"},     {"BEGIN EC PRIVATE", "a private key"},
    {"BEGIN CERTIFICATE", "a certificate"},     {"PuTTY-User-Key-File", "a private key"},
    {"OpenVPN Static key", "a private key"},    {"hooks.slack.com/services/T", "a webhook"},
    {"discord.com/api/webhooks/", "a webhook"}, {"discordapp.com/api/webhooks/", "a webhook"},
    {".webhook.office.com/", "a webhook"},      {"hooks.zapier.com/hooks/catch/", "a webhook"},
    {"otpauth://", "a one-time code's seed"},
};

static bool is_rest(char c, enum rest rest) {
    unsigned char byte = (unsigned char)c;
    switch (rest) {
    case UPPER:
        return isupper(byte) || isdigit(byte);
    case HEX:
        return isxdigit(byte);
    case DIGITS:
        return isdigit(byte);
    case DOTTED:
        return isalnum(byte) || c == '_' || c == '-' || c == '.';
    default:
        return isalnum(byte) || c == '_' || c == '-';
    }
}

/* Some capital, digit or change of class: "sk-learn-compatible-estimators" has none. */
static bool is_drawn(const char *text, size_t len) {
    bool digit = false;
    for (size_t i = 0; i < len; i++)
        digit = digit || isdigit((unsigned char)text[i]);
    return digit;
}

static const char *find_pair(const char *text, size_t len) {
    size_t digits = 0, rest = 0;
    while (digits < len && isdigit((unsigned char)text[digits]))
        digits++;
    if (digits >= 8 && digits <= 10 && len > digits + 33 && text[digits] == ':') { /* Telegram */
        while (digits + 1 + rest < len && is_rest(text[digits + 1 + rest], WORD))
            rest++;
        return rest >= 33 ? "a token of Telegram" : NULL;
    }
    return NULL;
}

/* Of three parts with dots, of a bot's length. */
static bool is_discord(const char *text, size_t len) {
    size_t parts[3] = {0}, part = 0;
    for (size_t i = 0; i < len && part < 3; i++) {
        if (text[i] == '.')
            part++;
        else if (is_rest(text[i], WORD))
            parts[part]++;
        else
            break;
    }
    return ascii_is_one_of(*text, "MNO") && part == 2 && parts[0] >= 23 && parts[0] <= 28 && parts[1] == 6 &&
           parts[2] >= 27;
}

const char *secret_find_token(const char *text, size_t len) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text[0] != rows[i].start[0])
            continue; /* most of the time: this runs at every word */
        size_t start = strlen(rows[i].start), rest = 0;
        if (len <= start || strncmp(text, rows[i].start, start) != 0)
            continue;
        while (start + rest < len && is_rest(text[start + rest], rows[i].rest))
            rest++;
        if (rest >= rows[i].least && is_drawn(text + start, rest))
            return rows[i].kind;
    }
    if (isdigit((unsigned char)*text))
        return find_pair(text, len);
    if (is_discord(text, len))
        return "a token of Discord";
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (*text == *marks[i].mark && len >= strlen(marks[i].mark) &&
            !strncmp(text, marks[i].mark, strlen(marks[i].mark)))
            return marks[i].kind;
    return NULL;
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
bool secret_is_random(const char *text, size_t len) {
    size_t counts[4] = {0}, changes = 0;
    for (size_t k = 0; k < len; k++) {
        counts[classify(text[k])]++;
        changes += k > 0 && text[k] != '/' && text[k - 1] != '/' && classify(text[k]) != classify(text[k - 1]);
    }
    if (len >= 32 && is_hex(text, len))
        return len != 40; /* SHA-1: a commit, a fingerprint, a checksum. A key of that length goes by a name. */
    return len >= 20 && counts[CLASS_UPPER] >= 2 && counts[CLASS_LOWER] >= 2 && counts[CLASS_DIGIT] >= 2 &&
           changes * 100 >= len * 42;
}
