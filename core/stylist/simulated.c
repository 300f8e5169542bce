/* The stylist with noise. Noise goes in where it does in a model: before the answer for what is written (which of the
 * preferences are heeded), behind it for what is read (which differences are noticed, which verdict is given). */
#include "core/stylist/simulated.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/model/answer.h"
#include "core/model/prompt.h"
#include "core/stylist/offline.h"
#include "core/stylist/stylist.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_PER_TOKEN = 4, HABIT_SHARE = 5 /* in all but one of so many places */ };

enum rate { RATE_MISS, RATE_INVENT, RATE_UNREADABLE, RATE_JUDGE, RATE_COUNT };
static const char *const rate_names[RATE_COUNT] = {"miss", "invent", "unreadable", "judge"};

struct simulated {
    struct loop *loop;
    const struct prompts *prompts;
    double rates[RATE_COUNT];
};

struct call {
    char *text;
    struct answer answer;
    bool cancelled;
    provider_done *done;
    void *arg;
};

/* --- rates --- */

static bool find_rate(const char *name, size_t len, size_t *rate) {
    for (*rate = 0; *rate < RATE_COUNT; (*rate)++) {
        if (strlen(rate_names[*rate]) == len && memcmp(rate_names[*rate], name, len) == 0)
            return true;
    }
    return false;
}

static bool parse_rates(const char *text, double rates[RATE_COUNT], struct error *error) {
    while (*text) {
        size_t len = strcspn(text, "=,"), rate;
        char *end;
        if (text[len] != '=' || !find_rate(text, len, &rate))
            return error_set(
                error, ERROR_USAGE,
                "\"%.40s\" is no rate of a simulated model; write some of miss=R,invent=R,unreadable=R,judge=R", text);
        rates[rate] = strtod(text + len + 1, &end);
        if (end == text + len + 1 || (*end && *end != ',') || !(rates[rate] >= 0 && rates[rate] <= 1))
            return error_set(error, ERROR_USAGE, "%s: a rate is a number from 0 to 1, such as 0.1", rate_names[rate]);
        text = end + (*end == ',');
    }
    return true;
}

bool simulated_check(const char *rates, struct error *error) {
    double parsed[RATE_COUNT] = {0};
    return parse_rates(rates, parsed, error);
}

/* --- lots --- */

static uint64_t scramble(uint64_t x) { /* splitmix64 */
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

uint64_t simulated_mix(uint64_t seed, const char *text) {
    uint64_t hash = 14695981039346656037u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return scramble(seed ^ scramble(hash));
}

static uint64_t draw(uint64_t *lots, uint64_t below) {
    *lots = scramble(*lots);
    return *lots % below;
}

static bool happens(uint64_t *lots, double rate) {
    return (double)draw(lots, 1u << 30) < rate * (double)(1u << 30);
}

/* --- noise --- */

static const char *draw_preference(uint64_t *lots) {
    const struct trait *trait = stylist_get_trait(draw(lots, stylist_count_traits()));
    return trait_get_preference(trait, draw(lots, trait_count_values(trait)));
}

/* Single preferences: some missed, perhaps one invented. An invented one comes last, so that it does not push aside
 * what was asked for. */
static void add_noisily(const struct simulated *self, uint64_t *lots, const struct list *from, struct list *out) {
    struct list single = {0};
    for (size_t i = 0; from && i < from->count; i++)
        stylist_split(from->items[i], &single);
    for (size_t i = 0; i < single.count; i++) {
        if (!happens(lots, self->rates[RATE_MISS]))
            list_add_new(out, single.items[i]);
    }
    if (happens(lots, self->rates[RATE_INVENT]))
        list_add_new(out, draw_preference(lots));
    list_finish(&single);
}

static char *write_noisily(const struct simulated *self, uint64_t *lots, const struct question *question) {
    struct list all = {0}, heeded = {0};
    if (question->preferences)
        list_copy(&all, question->preferences);
    offline_find_shown(question, &all);
    add_noisily(self, lots, &all, &heeded);
    struct question asked = *question;
    asked.preferences = &heeded;
    asked.example_count = 0;
    char *answer = offline_answer(&asked);
    list_finish(&all);
    list_finish(&heeded);
    return answer;
}

static unsigned count_all(const struct measure *measure) {
    unsigned total = 0;
    for (size_t i = 0; i < TRAIT_VALUES_MAX; i++)
        total += measure->counts[i];
    return total;
}

static bool is_habit(const struct measure *measure, size_t value) {
    unsigned total = count_all(measure);
    return total > 0 && measure->counts[value] * HABIT_SHARE >= total * (HABIT_SHARE - 1);
}

/* Trait by trait: a habit of the person that the draft had occasion for and does not share. One place in each text is
 * enough, as it is for whoever holds them side by side; the stylist itself, which has to be right about the next text
 * too, wants more. */
static void compare_texts(const struct question *question, struct list *found) {
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        struct measure user, draft;
        stylist_measure(trait, question->user_text, strlen(question->user_text), question->format, &user);
        stylist_measure(trait, question->draft, strlen(question->draft), question->format, &draft);
        for (size_t value = 0; value < trait_count_values(trait); value++) {
            if (is_habit(&user, value) && count_all(&draft) > 0 && !is_habit(&draft, value))
                list_add(found, trait_get_preference(trait, value));
        }
    }
}

/* What the person's text bears out of the description so far, then what the comparison adds. */
static void read_texts(const struct question *question, struct list *found) {
    struct list known = {0};
    for (size_t i = 0; question->preferences && i < question->preferences->count; i++)
        stylist_split(question->preferences->items[i], &known);
    for (size_t i = 0; i < known.count; i++) {
        if (stylist_verify(question->user_text, question->format, known.items[i]) >= 0)
            list_add_new(found, known.items[i]);
    }
    list_finish(&known);
    if (question->draft)
        compare_texts(question, found);
    else
        stylist_infer(question->user_text, "", question->task_kind == TASK_NOTES, question->format, found);
}

static char *read_noisily(const struct simulated *self, uint64_t *lots, const struct question *question) {
    struct list found = {0}, noticed = {0};
    read_texts(question, &found);
    add_noisily(self, lots, &found, &noticed);
    char *joined = list_join(&noticed, " ");
    char *answer = mem_format("%s%s", question->op == OP_INFER ? "Preferences: " : "",
                              *joined ? joined : "Keep to the manner of the draft.");
    free(joined);
    list_finish(&found);
    list_finish(&noticed);
    return answer;
}

static char *judge_noisily(const struct simulated *self, uint64_t *lots, const struct question *question) {
    char *answer = offline_answer(question);
    int score = 0;
    if (!happens(lots, self->rates[RATE_JUDGE]))
        return answer;
    answer_read_verdict(answer, &score, NULL);
    free(answer);
    int other = -2 + (int)draw(lots, 4);
    return mem_format("Verdict: %s", verdict_name(other + (other >= score)));
}

static char *answer_noisily(const struct simulated *self, const struct question *question) {
    uint64_t lots = question->seed;
    if (happens(&lots, self->rates[RATE_UNREADABLE])) {
        bool is_text = question->op == OP_GENERATE || question->op == OP_REWRITE;
        return mem_copy_text(is_text ? "\"\"\"\n\"\"\"" : "I am sorry, I can not tell.");
    }
    switch (question->op) {
    case OP_GENERATE:
    case OP_REWRITE:
        return write_noisily(self, &lots, question);
    case OP_INFER:
    case OP_EXPLAIN:
        return read_noisily(self, &lots, question);
    case OP_VERIFY:
        return judge_noisily(self, &lots, question);
    default:
        return offline_answer(question);
    }
}

/* --- the provider --- */

static int64_t estimate_tokens(const char *text) {
    return (int64_t)(strlen(text) + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
}

static void on_answer(void *arg) {
    struct call *call = arg;
    struct error error = {0};
    if (call->cancelled)
        error_set(&error, ERROR_CANCELLED, "cancelled");
    call->done(call->arg, call->cancelled ? NULL : &call->answer, call->cancelled ? &error : NULL);
    free(call->text);
    free(call);
}

static void *simulated_create(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                              struct error *error) {
    struct simulated *self = mem_alloc(sizeof *self);
    *self = (struct simulated){.loop = loop, .prompts = prompts};
    if (parse_rates(settings->name ? settings->name : "", self->rates, error))
        return self;
    free(self);
    return NULL;
}

static void simulated_destroy(void *self) {
    free(self);
}

static void *simulated_start(void *arg, const struct question *question, provider_piece *piece, provider_done *done,
                             void *done_arg) {
    struct simulated *self = arg;
    struct call *call = mem_alloc(sizeof *call);
    struct prompt prompt;
    (void)piece;
    prompt_format(self->prompts, question, &prompt);
    *call = (struct call){.text = answer_noisily(self, question), .done = done, .arg = done_arg};
    call->answer = (struct answer){.text = call->text,
                                   .prompt_tokens = estimate_tokens(prompt.system) + estimate_tokens(prompt.user),
                                   .answer_tokens = estimate_tokens(call->text)};
    prompt_finish(&prompt);
    loop_defer(self->loop, on_answer, call);
    return call;
}

static void simulated_cancel(void *handle) {
    ((struct call *)handle)->cancelled = true;
}

const struct provider provider_simulated = {
    .engine = "simulated",
    .create = simulated_create,
    .destroy = simulated_destroy,
    .start = simulated_start,
    .cancel = simulated_cancel,
};
