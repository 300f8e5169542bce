/* What the engine without a model answers to each question, in the words that answer.h reads. All judgement is the
 * stylist's; here its findings become descriptions, lists, verdicts and drafts. */
#include "core/stylist/offline.h"

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/model/answer.h"
#include "core/stylist/conventions.h"
#include "core/stylist/stylist.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

/* What examples show: at least so often, and in at least all but one of so many places with a choice. */
#define SHOWN_MIN   2
#define SHOWN_SHARE 5

static const char *or_empty(const char *text) {
    return text ? text : "";
}

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

static char *answer_outline(const struct question *question) {
    return stylist_outline(or_empty(question->user_text), question->format);
}

/* The first sentence of every paragraph: where articles say what they are about. */
static char *sum_up(const char *article, enum format format, const struct list *preferences) {
    struct buf text = {0};
    for (const char *at = article; *at;) {
        const char *end = strstr(at, "\n\n");
        size_t len = end ? (size_t)(end - at) : strlen(at);
        struct spans sentences = {0};
        sentences_find(at, len, &sentences);
        if (sentences.count > 0) {
            buf_append_text(&text, text.len > 0 ? " " : "");
            buf_append(&text, at + sentences.items[0].start, sentences.items[0].end - sentences.items[0].start);
        }
        spans_finish(&sentences);
        at += len + (end ? 2 : 0);
    }
    char *summary = stylist_draft(buf_get(&text), format, preferences);
    buf_finish(&text);
    return summary;
}

void offline_find_shown(const struct question *question, struct list *preferences) {
    for (size_t i = 0; question->example_count > 0 && i < stylist_count_traits(); i++) {
        const struct trait *trait = stylist_get_trait(i);
        unsigned counts[TRAIT_VALUES_MAX] = {0}, total = 0;
        for (size_t j = 0; j < question->example_count; j++) {
            const char *text = or_empty(question->examples[j].text);
            struct measure measure;
            stylist_measure(trait, text, strlen(text), question->format, &measure);
            for (size_t value = 0; value < TRAIT_VALUES_MAX; value++) {
                counts[value] += measure.counts[value];
                total += measure.counts[value];
            }
        }
        for (size_t value = 0; value < trait_count_values(trait); value++) {
            if (counts[value] >= SHOWN_MIN && counts[value] * SHOWN_SHARE >= total * (SHOWN_SHARE - 1))
                list_add_new(preferences, trait_get_preference(trait, value));
        }
    }
}

static char *write_task(const struct question *question, const struct list *preferences) {
    const char *task = or_empty(question->task);
    switch (question->task_kind) {
    case TASK_REVISE:
        return stylist_draft(task, question->format, preferences);
    case TASK_SUMMARY:
        return sum_up(task, question->format, preferences);
    default:
        return stylist_write(task, question->format, preferences);
    }
}

/* What is asked for goes before what examples show. */
static char *answer_generate(const struct question *question) {
    struct list preferences = {0};
    if (question->preferences) {
        list_copy(&preferences, question->preferences);
    }
    offline_find_shown(question, &preferences);
    char *text = write_task(question, &preferences);
    list_finish(&preferences);
    return quote_text(text);
}

static void infer_from(const struct question *question, struct list *found) {
    stylist_infer(or_empty(question->user_text), or_empty(question->draft), question->task_kind == TASK_NOTES,
                  question->format, found);
}

/* What the person's text does not contradict stays; what it shows by itself, or unlike a draft that revised the same
 * text, is added. */
static char *answer_infer(const struct question *question) {
    struct list found = {0}, working = {0}, kept = {0}, all = {0};
    infer_from(question, &found);
    collect(question->preferences, false, &working);
    for (size_t i = 0; i < working.count; i++) {
        if (stylist_verify(or_empty(question->user_text), question->format, working.items[i]) >= 0) {
            list_add(&kept, working.items[i]);
        }
    }
    struct buf buf = {0};
    buf_append_text(&buf, !found.count                        ? "Nothing new could be measured in the person's text."
                          : question->task_kind == TASK_NOTES ? "Shown by the person's text: "
                                                              : "Shown by the person's text and not by the draft: ");
    append_description(&buf, &found);
    buf_append_text(&buf, "\n");
    if (kept.count < working.count) {
        buf_printf(&buf, "Contradicted by the person's text: %zu of the statements so far.\n",
                   working.count - kept.count);
    }
    list_copy(&kept, &found);
    collect(&kept, false, &all);
    buf_append_text(&buf, "Preferences: ");
    if (all.count)
        append_description(&buf, &all);
    else
        buf_append_text(&buf, "none");
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

char *offline_rewrite(const struct question *question, const struct stylist_wishes *wishes) {
    char *about = question->about ? conventions_add_behind(question->about, or_empty(question->after)) : NULL;
    char *text = stylist_rewrite_towards(or_empty(question->passage), question->format, about, wishes);
    free(about);
    return text;
}

static char *answer_rewrite(const struct question *question) {
    struct stylist_wishes *wishes = stylist_read_wishes(question->preferences, question->instruction);
    char *answer = quote_text(offline_rewrite(question, wishes));
    stylist_wishes_destroy(wishes);
    return answer;
}

char *offline_complete(const struct question *question) {
    return stylist_complete(or_empty(question->before), or_empty(question->after), question->examples,
                            question->example_count);
}

static char *answer_complete(const struct question *question) {
    return quote_text(offline_complete(question));
}

static char *answer_explain(const struct question *question) {
    struct list found = {0};
    struct buf buf = {0};
    infer_from(question, &found);
    append_description(&buf, &found);
    buf_append_text(&buf, found.count > 0 ? "" : "Keep to the manner of the draft.");
    list_finish(&found);
    return buf_take(&buf);
}

/* How many of the descriptions ask for this; each has one vote. */
static size_t count_votes(const struct list *descriptions, const struct trait *trait, size_t value) {
    size_t votes = 0;
    for (size_t i = 0; i < descriptions->count; i++) {
        struct list single = {0};
        bool found = false;
        stylist_split(descriptions->items[i], &single);
        for (size_t j = 0; j < single.count; j++) {
            const struct trait *other;
            size_t other_value;
            found = found || (stylist_read_preference(single.items[j], &other, &other_value) && other == trait &&
                              other_value == value);
        }
        votes += found;
        list_finish(&single);
    }
    return votes;
}

/* Every trait that is spoken of, once, with the value that most descriptions ask for. */
static char *answer_aggregate(const struct question *question) {
    struct list single = {0}, merged = {0};
    struct buf buf = {0};
    for (size_t i = 0; question->preferences && i < question->preferences->count; i++) {
        stylist_split(question->preferences->items[i], &single);
    }
    for (size_t i = 0; i < single.count; i++) {
        const struct trait *trait;
        size_t value;
        if (!stylist_read_preference(single.items[i], &trait, &value)) {
            list_add_new(&merged, single.items[i]);
            continue;
        }
        size_t best = value;
        for (size_t other = 0; other < trait_count_values(trait); other++) {
            bool more =
                count_votes(question->preferences, trait, other) > count_votes(question->preferences, trait, best);
            best = more ? other : best;
        }
        list_add_new(&merged, trait_get_preference(trait, best));
    }
    append_description(&buf, &merged);
    list_finish(&single);
    list_finish(&merged);
    return buf_take(&buf);
}

/* Whether the findings name this preference: the same trait and value, or, beyond reach, the same words. */
static bool is_covered(const char *preference, const struct list *findings) {
    const struct trait *trait, *other;
    size_t value, other_value;
    bool readable = stylist_read_preference(preference, &trait, &value), covered = false;
    for (size_t i = 0; i < findings->count && !covered; i++) {
        covered = readable ? stylist_read_preference(findings->items[i], &other, &other_value) && other == trait &&
                                 other_value == value
                           : text_alike(preference, findings->items[i]);
    }
    return covered;
}

static char *answer_compare(const struct question *question) {
    struct list findings = {0}, joined = {0};
    list_add(&joined, or_empty(question->joined));
    collect(&joined, false, &findings);
    size_t count = question->preferences ? question->preferences->count : 0, covered = 0;
    for (size_t i = 0; i < count; i++) {
        covered += is_covered(question->preferences->items[i], &findings);
    }
    list_finish(&findings);
    list_finish(&joined);
    return mem_format("Score: %.2f", count > 0 ? 4.0 * (double)covered / (double)count : 0);
}

static char *(*const answers[OP_COUNT])(const struct question *question) = {
    [OP_OUTLINE] = answer_outline,     [OP_GENERATE] = answer_generate, [OP_INFER] = answer_infer,
    [OP_BREAKDOWN] = answer_breakdown, [OP_COALESCE] = answer_coalesce, [OP_VERIFY] = answer_verify,
    [OP_REWRITE] = answer_rewrite,     [OP_COMPLETE] = answer_complete, [OP_EXPLAIN] = answer_explain,
    [OP_AGGREGATE] = answer_aggregate, [OP_COMPARE] = answer_compare,
};

char *offline_answer(const struct question *question) {
    return answers[question->op](question);
}
