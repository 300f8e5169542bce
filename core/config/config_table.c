/* One row per setting. To add one: a member of struct config and a row here; parser, schema and help follow. The
 * default is written as JSON and applied by the parser, so that it passes the same checks as what a person writes. */
#include "core/config/config_table.h"

#include "core/base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(member) .offset = offsetof(struct config, member), .size = sizeof((struct config *)0)->member
#define MODEL_FIELD(member)                                                                                            \
    .is_model = true, .offset = offsetof(struct model_settings, member),                                               \
    .size = sizeof((struct model_settings *)0)->member
#define LIST(...)                                                                                                      \
    .choices = (const char *const[]) {                                                                                 \
        __VA_ARGS__, NULL                                                                                              \
    }

/* A port from 1 to 65535, up to the end of the authority; "" is none and fine. */
static bool is_port(const char *text, size_t len) {
    unsigned port = 0;
    for (size_t i = 0; i < len; i++) {
        if (!isdigit((unsigned char)text[i]) || i > 4)
            return false;
        port = port * 10 + (unsigned)(text[i] - '0');
    }
    return len > 0 && port > 0 && port < 65536;
}

/* "name", "127.0.0.1:8080", "[::1]:8080". */
static bool is_authority(const char *text, size_t len) {
    const char *behind = text;
    if (len > 0 && *text == '[') {
        size_t inside = strspn(text + 1, "0123456789abcdefABCDEF:.%");
        behind = inside > 1 && text[inside + 1] == ']' ? text + inside + 2 : NULL;
    } else {
        if (len == 0 || !isalnum((unsigned char)*text) || memchr(text, '@', len))
            return false;
        while (behind < text + len && *behind != ':')
            behind++;
    }
    return behind &&
           (behind == text + len || (*behind == ':' && is_port(behind + 1, (size_t)(text + len - behind - 1))));
}

static bool is_url(const char *text) {
    size_t scheme = strncmp(text, "https://", 8) == 0 ? 8 : strncmp(text, "http://", 7) == 0 ? 7 : 0;
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 127)
            return false;
    return scheme && is_authority(text + scheme, strcspn(text + scheme, "/?#"));
}

static bool is_variable_name(const char *text) {
    return !isdigit((unsigned char)*text) &&
           text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

const struct setting settings_table[] = {
    {.name = "engine",
     .type = SETTING_WORD,
     MODEL_FIELD(engine),
     .fallback = "\"offline\"",
     LIST("offline", "openai", "anthropic"),
     .help = "who answers: the built-in stylist, a chat-completions endpoint, or a Messages endpoint"},
    {.name = "url",
     .type = SETTING_TEXT,
     MODEL_FIELD(url),
     .check = is_url,
     .check_help = "must be an address such as \"http://localhost:8080/v1\", without a name or password in it",
     .help = "address of the endpoint, such as http://localhost:11434/v1"},
    {.name = "name", .type = SETTING_TEXT, MODEL_FIELD(name), .help = "name of the model, as the endpoint knows it"},
    {.name = "key_env",
     .type = SETTING_TEXT,
     MODEL_FIELD(key_env),
     .check = is_variable_name,
     .check_help = "must be the name of an environment variable, not the key itself",
     .help = "environment variable that holds the key"},
    {.name = "key_command", .type = SETTING_TEXT, MODEL_FIELD(key_command), .help = "command that prints the key"},
    {.name = "extra_body",
     .type = SETTING_OBJECT,
     MODEL_FIELD(extra_body),
     .help = "fields for every request, such as {\"top_p\": 0.9}; null leaves one of prosed's own out"},
    {.name = "free_text",
     .type = SETTING_BOOL,
     MODEL_FIELD(free_text),
     .fallback = "false",
     .help = "whether to ask for plain text even where the server could hold answers to a JSON schema"},
    {.name = "price_prompt",
     .type = SETTING_NUMBER,
     MODEL_FIELD(price_prompt),
     .fallback = "0",
     .max = 1e6,
     .help = "price of a million tokens that are sent, in any currency; 0: not known"},
    {.name = "price_answer",
     .type = SETTING_NUMBER,
     MODEL_FIELD(price_answer),
     .fallback = "0",
     .max = 1e6,
     .help = "price of a million tokens that come back"},
    {.name = "max_in_flight",
     .type = SETTING_INT,
     MODEL_FIELD(max_in_flight),
     .fallback = "4",
     .min = 1,
     .max = 1024,
     .help = "questions asked at the same time"},
    {.name = "first_word_s",
     .type = SETTING_INT,
     MODEL_FIELD(first_word_s),
     .fallback = "300",
     .min = 1,
     .max = 86400,
     .help = "seconds to wait for the first word of an answer: a busy server may say nothing until it is free"},
    {.name = "next_word_s",
     .type = SETTING_INT,
     MODEL_FIELD(next_word_s),
     .fallback = "60",
     .min = 1,
     .max = 86400,
     .help = "seconds to wait for each further word"},
    {.name = "loading_s",
     .type = SETTING_INT,
     MODEL_FIELD(loading_s),
     .fallback = "120",
     .min = 1,
     .max = 86400,
     .help = "seconds to wait for a server that says that it is loading its model"},
    {.name = "answer_s",
     .type = SETTING_INT,
     MODEL_FIELD(answer_s),
     .fallback = "900",
     .min = 1,
     .max = 86400,
     .help = "seconds that a whole answer may take, with all attempts"},
    {.name = "learn.enabled",
     .type = SETTING_BOOL,
     FIELD(learn_enabled),
     .fallback = "true",
     .in_project = true,
     .help = "whether to learn from what is written"},
    {.name = "learn.quiet_s",
     .type = SETTING_NUMBER,
     FIELD(learn_quiet_s),
     .fallback = "30",
     .max = 86400,
     .help = "seconds that saved text must have rested before it is learned from"},
    {.name = "learn.steps",
     .type = SETTING_INT,
     FIELD(learn_steps),
     .fallback = "5",
     .min = 1,
     .max = 50,
     .help = "most refinement steps for a sample (S)"},
    {.name = "learn.threshold",
     .type = SETTING_NUMBER,
     FIELD(learn_threshold),
     .fallback = "-1",
     .min = -1,
     .max = 2,
     .help = "mean score that a preference must exceed to be kept (v); -1: by the name of the model"},
    {.name = "learn.related",
     .type = SETTING_INT,
     FIELD(learn_related),
     .fallback = "5",
     .max = 100,
     .help = "related samples to look at (k)"},
    {.name = "learn.examples",
     .type = SETTING_BOOL,
     FIELD(learn_examples),
     .fallback = "false",
     .help = "whether to show related samples with each draft"},
    {.name = "learn.speculate",
     .type = SETTING_BOOL,
     FIELD(learn_speculate),
     .fallback = "false",
     .help = "whether to check preferences ahead of need: somewhat faster, for some more tokens"},
    {.name = "learn.daily_tokens",
     .type = SETTING_INT,
     FIELD(learn_daily_tokens),
     .fallback = "0",
     .max = 1e12,
     .help = "tokens that learning and looking for hints may use in a day, in all projects together; 0: no limit"},
    {.name = "learn.typing",
     .type = SETTING_CHOICE,
     FIELD(learn_typing),
     .fallback = "\"keys\"",
     LIST("keys", "size"),
     .help =
         "how what you typed is told from what was put in: by keys and speed, or by size alone (under 120 characters "
         "at once), for those who dictate"},
    {.name = "suggest.when",
     .type = SETTING_CHOICE,
     FIELD(suggest_when),
     .fallback = "\"demand\"",
     LIST("off", "demand", "save"),
     .in_project = true,
     .help = "when passages that go against a well confirmed preference are marked: never, when asked for, after each "
             "save"},
    {.name = "completion.trigger",
     .type = SETTING_CHOICE,
     FIELD(completion_trigger),
     .fallback = "\"manual\"",
     LIST("manual", "idle", "typing"),
     .in_project = true,
     .help = "when a completion is offered"},
    {.name = "completion.idle_ms",
     .type = SETTING_INT,
     FIELD(completion_idle_ms),
     .fallback = "600",
     .min = 50,
     .max = 60000,
     .help = "milliseconds without a key press that count as idle"},
    {.name = "rewrite.max_words",
     .type = SETTING_INT,
     FIELD(rewrite_max_words),
     .fallback = "2000",
     .min = 15,
     .max = 1000000,
     .help = "longest text that is rewritten at once, in words"},
    {.name = "store.place",
     .type = SETTING_CHOICE,
     FIELD(store_place),
     .fallback = "\"data\"",
     LIST("data", "project"),
     .help = "where a project's store is: in your data folder, or in the project's .prosed folder"},
    {.name = "genres",
     .type = SETTING_GENRES,
     FIELD(genres),
     .in_project = true,
     .help = "genres by glob, such as {\"letters/**\": \"email\"}; the first glob that matches counts"},
    {.name = "exclude",
     .type = SETTING_GLOBS,
     FIELD(exclude),
     .in_project = true,
     .help = "globs of files that are never read for learning; they add up"},
    {.name = "learn.from",
     .type = SETTING_GLOBS,
     FIELD(learn_from),
     .help = "your mail addresses, or globs of them: whose mails in a mailbox teach; they add up"},
    {.name = "log.level",
     .type = SETTING_CHOICE,
     FIELD(log_level),
     .fallback = "\"warning\"",
     LIST("error", "warning", "info", "debug"),
     .help = "what is written to standard error"},
};
const size_t settings_count = sizeof settings_table / sizeof *settings_table;

static const char *const role_prefixes[ROLE_COUNT] = {"model.", "model.write.", "model.learn."};

char *setting_format_name(const struct setting *setting, enum setting_role role) {
    if (setting->is_model) {
        return mem_format("%s%s", role_prefixes[role], setting->name);
    }
    return role == ROLE_BOTH ? mem_copy_text(setting->name) : NULL;
}

/* Calls visit with every name that there is, until it returns true. */
static bool visit_names(bool (*visit)(const struct setting *, enum setting_role, const char *name, void *arg),
                        void *arg) {
    bool stop = false;
    for (size_t i = 0; i < settings_count && !stop; i++) {
        for (int role = ROLE_BOTH; role < ROLE_COUNT && !stop; role++) {
            char *name = setting_format_name(&settings_table[i], (enum setting_role)role);
            stop = name && visit(&settings_table[i], (enum setting_role)role, name, arg);
            free(name);
        }
    }
    return stop;
}

struct search {
    const char *wanted;
    const struct setting *setting;
    enum setting_role role;
    char *nearest;
    size_t distance;
};

static bool visit_equal(const struct setting *setting, enum setting_role role, const char *name, void *arg) {
    struct search *search = arg;
    if (strcmp(name, search->wanted) != 0) {
        return false;
    }
    search->setting = setting;
    search->role = role;
    return true;
}

const struct setting *setting_find(const char *name, enum setting_role *role) {
    struct search search = {.wanted = name};
    visit_names(visit_equal, &search);
    *role = search.role;
    return search.setting;
}

static bool visit_inside(const struct setting *setting, enum setting_role role, const char *name, void *arg) {
    (void)setting;
    (void)role;
    const char *group = ((struct search *)arg)->wanted;
    size_t len = strlen(group);
    return strncmp(name, group, len) == 0 && name[len] == '.';
}

bool setting_is_group(const char *name) {
    struct search search = {.wanted = name};
    return visit_names(visit_inside, &search);
}

/* Levenshtein's distance, letter case ignored, with one row of the matrix. */
static size_t measure_distance(const char *a, const char *b) {
    size_t len = strlen(b);
    size_t *row = mem_alloc((len + 1) * sizeof *row);
    for (size_t i = 0; i <= len; i++) {
        row[i] = i;
    }
    for (; *a; a++) {
        size_t diagonal = row[0]++;
        for (size_t i = 0; i < len; i++) {
            bool same = tolower((unsigned char)*a) == tolower((unsigned char)b[i]);
            size_t best = diagonal + (same ? 0 : 1);
            best = row[i] + 1 < best ? row[i] + 1 : best;
            diagonal = row[i + 1];
            row[i + 1] = diagonal + 1 < best ? diagonal + 1 : best;
        }
    }
    size_t distance = row[len];
    free(row);
    return distance;
}

static void keep_if_nearer(struct search *search, const char *name, size_t name_len) {
    char *candidate = mem_copy(name, name_len);
    size_t wanted_len = strlen(search->wanted);
    size_t distance = measure_distance(search->wanted, candidate);
    if (wanted_len < name_len && candidate[name_len - wanted_len - 1] == '.' &&
        strcmp(candidate + name_len - wanted_len, search->wanted) == 0) {
        distance = 0; /* "quiet_s" without "learn." */
    }
    if (distance < search->distance) {
        search->distance = distance;
        free(search->nearest);
        search->nearest = candidate;
        return;
    }
    free(candidate);
}

/* The groups around a setting are names that can be misspelt as well. */
static bool visit_near(const struct setting *setting, enum setting_role role, const char *name, void *arg) {
    (void)setting;
    (void)role;
    for (const char *dot = strchr(name, '.'); dot; dot = strchr(dot + 1, '.')) {
        keep_if_nearer(arg, name, (size_t)(dot - name));
    }
    keep_if_nearer(arg, name, strlen(name));
    return false;
}

char *setting_find_nearest(const char *name) {
    size_t len = strlen(name);
    if (len > 64) {
        return NULL;
    }
    size_t tolerated = len < 9 ? 2 : len / 3;
    struct search search = {.wanted = name, .distance = tolerated + 1};
    visit_names(visit_near, &search);
    return search.nearest;
}

size_t setting_get_fields(const struct setting *setting, enum setting_role role, struct config *config,
                          void *fields[2]) {
    if (!setting->is_model) {
        fields[0] = (char *)config + setting->offset;
        return 1;
    }
    size_t count = 0;
    if (role != ROLE_LEARN) {
        fields[count++] = (char *)&config->write + setting->offset;
    }
    if (role != ROLE_WRITE) {
        fields[count++] = (char *)&config->learn + setting->offset;
    }
    return count;
}

static void format_choices(const struct setting *setting, struct buf *out) {
    for (size_t i = 0; setting->choices[i]; i++) {
        const char *separator = i == 0 ? "" : setting->choices[i + 1] ? ", " : " or ";
        buf_printf(out, "%s\"%s\"", separator, setting->choices[i]);
    }
}

void setting_format_allowed(const struct setting *setting, struct buf *out) {
    switch (setting->type) {
    case SETTING_BOOL:
        buf_append_text(out, "true or false");
        break;
    case SETTING_INT:
    case SETTING_NUMBER:
        buf_printf(out, "a %s from %.0f to %.0f", setting->type == SETTING_INT ? "whole number" : "number",
                   setting->min, setting->max);
        break;
    case SETTING_CHOICE:
    case SETTING_WORD:
        format_choices(setting, out);
        break;
    case SETTING_TEXT:
        buf_append_text(out, "a string");
        break;
    case SETTING_OBJECT:
        buf_append_text(out, "an object such as {\"top_p\": 0.9}");
        break;
    case SETTING_GLOBS:
        buf_append_text(out, "a list of globs such as [\"drafts/**\"]");
        break;
    case SETTING_GENRES:
        buf_append_text(out, "an object of globs and genres such as {\"letters/**\": \"email\"}");
        break;
    }
}
