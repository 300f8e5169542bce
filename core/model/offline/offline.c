/* The engine that needs no model: answers each question by the stylist, in the words that answer.h reads. The answer is
 * made at once and told from the loop, so callers meet the same order of events as with a server. */
#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/model/answer.h"
#include "core/model/offline/stylist.h"
#include "core/model/provider.h"

#include <stdlib.h>
#include <string.h>

struct offline {
    struct loop *loop;
};

struct call {
    char *answer;
    bool cancelled;
    provider_done *done;
    void *arg;
};

/* Single preferences of descriptions, each trait once (the first to speak of it has it) unless both sides are wanted.
 */
static void collect(const struct list *descriptions, bool both_sides, struct list *out) {
    const struct trait *traits[LIMIT_PREFERENCES];
    size_t values[LIMIT_PREFERENCES];
    size_t known = 0;
    struct list single = {0};
    for (size_t i = 0; descriptions && i < descriptions->count; i++) {
        stylist_split(descriptions->items[i], &single);
    }
    for (size_t i = 0; i < single.count && out->count < LIMIT_PREFERENCES; i++) {
        const struct trait *trait = NULL;
        size_t value = 0;
        bool readable = stylist_read_preference(single.items[i], &trait, &value), repeated = false;
        for (size_t j = 0; readable && j < known; j++) {
            repeated = repeated || (traits[j] == trait && (!both_sides || values[j] == value));
        }
        if (!repeated && list_add_new(out, single.items[i]) && readable) {
            traits[known] = trait;
            values[known++] = value;
        }
    }
    list_finish(&single);
}

static void append_description(struct buf *buf, const struct list *preferences) {
    for (size_t i = 0; i < preferences->count; i++) {
        const char *text = preferences->items[i];
        buf_append_text(buf, i ? " " : "");
        buf_append_text(buf, text);
        size_t len = strlen(text);
        if (len > 0 && !strchr(".!?\"", text[len - 1])) {
            buf_append_char(buf, '.');
        }
    }
}

static char *quote_text(char *text) {
    char *quoted = mem_format("\"\"\"\n%s\n\"\"\"", text);
    free(text);
    return quoted;
}

static const char *or_empty(const char *text) {
    return text ? text : "";
}

static char *answer_outline(const struct question *question) {
    return stylist_outline(or_empty(question->user_text), question->format);
}

static char *answer_generate(const struct question *question) {
    const char *task = or_empty(question->task);
    return quote_text(question->task_kind == TASK_REVISE
                          ? stylist_rewrite(task, question->format, question->preferences, NULL)
                          : stylist_write(task, question->format, question->preferences));
}

/* What the person's text does not contradict stays; what it shows and the draft does not is added. */
static char *answer_infer(const struct question *question) {
    struct list found = {0}, working = {0}, kept = {0}, all = {0};
    stylist_infer(or_empty(question->user_text), or_empty(question->draft), question->format, &found);
    collect(question->preferences, false, &working);
    for (size_t i = 0; i < working.count; i++) {
        if (stylist_verify(or_empty(question->user_text), question->format, working.items[i]) >= 0) {
            list_add(&kept, working.items[i]);
        }
    }
    struct buf buf = {0};
    buf_append_text(&buf, found.count ? "Shown by the person's text and not by the draft: "
                                      : "The draft shows all that could be measured in the person's text.");
    append_description(&buf, &found);
    buf_append_text(&buf, "\n");
    if (kept.count < working.count) {
        buf_printf(&buf, "Contradicted by the person's text: %zu of the statements so far.\n",
                   working.count - kept.count);
    }
    list_copy(&kept, &found);
    collect(&kept, false, &all);
    buf_append_text(&buf, "Preferences: ");
    append_description(&buf, &all);
    list_finish(&found);
    list_finish(&working);
    list_finish(&kept);
    list_finish(&all);
    return buf_take(&buf);
}

static char *answer_breakdown(const struct question *question) {
    struct list joined = {0}, single = {0};
    list_add(&joined, or_empty(question->joined));
    collect(&joined, true, &single);
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < single.count; i++) {
        cJSON_AddItemToArray(array, cJSON_CreateString(single.items[i]));
    }
    char *json = json_format(array);
    char *answer = mem_format("Preferences: %s", json);
    free(json);
    cJSON_Delete(array);
    list_finish(&joined);
    list_finish(&single);
    return answer;
}

static char *answer_coalesce(const struct question *question) {
    struct list merged = {0};
    struct buf buf = {0};
    collect(question->preferences, false, &merged);
    buf_append_text(&buf, "Preferences: ");
    append_description(&buf, &merged);
    list_finish(&merged);
    return buf_take(&buf);
}

static char *answer_verify(const struct question *question) {
    const char *text = or_empty(question->user_text), *preference = or_empty(question->preference);
    const struct trait *trait;
    size_t value;
    struct buf buf = {0};
    if (stylist_read_preference(preference, &trait, &value)) {
        struct measure measure;
        stylist_measure(trait, text, strlen(text), question->format, &measure);
        buf_printf(&buf, "Counted for %s:", trait_get_id(trait));
        for (size_t i = 0; i < trait_count_values(trait); i++) {
            buf_printf(&buf, " %s %u%s", trait_get_value_id(trait, i), measure.counts[i],
                       i + 1 < trait_count_values(trait) ? "," : ".\n");
        }
    } else {
        buf_append_text(&buf, "Beyond what can be measured without a model.\n");
    }
    buf_printf(&buf, "Verdict: %s", verdict_name(stylist_verify(text, question->format, preference)));
    return buf_take(&buf);
}

static char *answer_rewrite(const struct question *question) {
    return quote_text(
        stylist_rewrite(or_empty(question->passage), question->format, question->preferences, question->instruction));
}

static char *answer_complete(const struct question *question) {
    return quote_text(stylist_complete(or_empty(question->before), or_empty(question->after), question->format,
                                       question->preferences));
}

static char *(*const answers[OP_COUNT])(const struct question *question) = {
    [OP_OUTLINE] = answer_outline,     [OP_GENERATE] = answer_generate, [OP_INFER] = answer_infer,
    [OP_BREAKDOWN] = answer_breakdown, [OP_COALESCE] = answer_coalesce, [OP_VERIFY] = answer_verify,
    [OP_REWRITE] = answer_rewrite,     [OP_COMPLETE] = answer_complete,
};

static void on_answer(void *arg) {
    struct call *call = arg;
    struct error error;
    struct answer answer = {.text = call->answer};
    if (call->cancelled) {
        error_set(&error, ERROR_CANCELLED, "cancelled");
        call->done(call->arg, NULL, &error);
    } else {
        call->done(call->arg, &answer, NULL);
    }
    free(call->answer);
    free(call);
}

static void *offline_create(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                            struct error *error) {
    (void)prompts;
    (void)settings;
    (void)error;
    struct offline *self = mem_alloc(sizeof *self);
    self->loop = loop;
    return self;
}

static void offline_destroy(void *self) {
    free(self);
}

static void *offline_start(void *self, const struct question *question, provider_piece *piece, provider_done *done,
                           void *arg) {
    struct offline *offline = self;
    struct call *call = mem_alloc(sizeof *call);
    (void)piece; /* an answer that is there at once has no pieces */
    *call = (struct call){.answer = answers[question->op](question), .done = done, .arg = arg};
    loop_defer(offline->loop, on_answer, call);
    return call;
}

static void offline_cancel(void *handle) {
    struct call *call = handle;
    call->cancelled = true;
}

const struct provider provider_offline = {
    .engine = "offline",
    .create = offline_create,
    .destroy = offline_destroy,
    .start = offline_start,
    .cancel = offline_cancel,
};
