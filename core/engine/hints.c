/* Looking for hints: passage after passage is held against one preference after the other, the surest first, until one
 * goes against it. Each passage is a chain of checks; a check is answered at once by rule or from memory, or by a
 * model, and then the chain goes on where it stood. As many chains run at once as the model takes questions. */
#include "core/engine/engine_internal.h"

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/engine/confirmed.h"
#include "core/engine/hint_place.h"
#include "core/model/answer.h"
#include "core/stylist/stylist.h"
#include "core/text/secret.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

enum { TURN_MS = 4 }; /* typing must not wait for rules that read a long document */

enum check { CHECK_FINE, CHECK_AGAINST, CHECK_ASK, CHECK_STOP };

struct chain {
    struct search *search;
    bool begun;               /* with a passage, as far as this preference */
    struct rewrite_plan plan; /* of it */
    size_t preference;
    bool answered; /* for this preference, just now: with this score */
    int score;
    struct ask *ask; /* NULL: nothing is asked */
};

struct search {
    struct engine *engine;
    struct search *next;
    struct open_document *opened; /* NULL: the document was closed meanwhile */
    hints_callback *callback;
    void *arg;
    uint64_t revision; /* of the document, when it read */
    struct text *text;
    char *about; /* the text, for the stylist */
    enum format format;
    struct span scope;
    struct span skip;
    bool skips;
    struct passages passages;
    size_t next_passage; /* not begun yet */
    struct confirmed confirmed;
    bool by_rule;        /* the learning model is the offline engine */
    bool can_write_more; /* the writing model is not */
    char *model;         /* who is asked */
    struct chain *chains;
    size_t chain_count;
    size_t asked; /* questions in all */
    size_t in_flight;
    bool turning;
    bool cancelled;
    char *reason; /* why not all was looked at */
    struct hint *hints;
    size_t hint_count;
    size_t hint_capacity;
    struct error error;
};

static void hint_finish(struct hint *hint) {
    free((char *)hint->text);
    free((char *)hint->wanted);
    edits_finish(&hint->change);
}

static void search_destroy(struct search *search) {
    struct search **at = &search->engine->searches.first;
    while (*at != search)
        at = &(*at)->next;
    *at = search->next;
    for (size_t i = 0; i < search->hint_count; i++)
        hint_finish(&search->hints[i]);
    free(search->hints);
    for (size_t i = 0; i < search->chain_count; i++)
        write_plan_finish(&search->chains[i].plan);
    passages_finish(&search->passages);
    text_unref(search->text);
    confirmed_finish(&search->confirmed);
    free(search->chains);
    free(search->model);
    free(search->about);
    free(search->reason);
    loop_forget(search->engine->loop, search);
    free(search);
}

/* --- the result --- */

static int compare_hints(const void *a, const void *b) {
    const struct hint *one = a, *other = b;
    return one->passage.start < other->passage.start ? -1 : one->passage.start > other->passage.start;
}

/* What the person said since it was found. */
static bool is_wanted(struct search *search, const struct hint *hint, const struct list *confirmed) {
    return list_find_alike(confirmed, hint->wanted, NULL) &&
           !store_is_dismissed(search->opened->project->store, hint->text, hint->wanted, &search->error);
}

/* Those that still hold and whose passages stand as they were, moved to where they are by now. */
static void move_hints(struct search *search) {
    size_t kept = 0;
    struct list confirmed = {0};
    if (search->hint_count)
        project_copy_confirmed(search->opened->project, search->opened->genre, &confirmed, &search->error);
    for (size_t i = 0; i < search->hint_count; i++) {
        struct hint hint = search->hints[i];
        size_t start = hint.passage.start;
        if (is_wanted(search, &hint, &confirmed) &&
            document_rebase(search->opened->document, search->revision, &hint.change, &hint.passage)) {
            hint.span.start = hint.span.start - start + hint.passage.start;
            hint.span.end = hint.span.end - start + hint.passage.start;
            search->hints[kept++] = hint;
        } else {
            hint_finish(&hint);
        }
    }
    search->hint_count = kept;
    list_finish(&confirmed);
}

static bool holds_edit(const struct edits *edits, size_t start) {
    size_t low = 0, high = edits->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edits->items[middle].span.start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < edits->count && edits->items[low].span.start == start;
}

/* What a change would do to the document as a whole is looked at for all of them at once: each is in a passage of its
 * own. One that would harm it is not shown, nor offered. */
static void keep_structure(struct search *search) {
    struct edits all = {0};
    for (size_t i = 0; i < search->hint_count; i++)
        edits_copy(&all, &search->hints[i].change);
    if (write_keep_structure(search->opened->document, &all)) {
        for (size_t i = 0; i < search->hint_count; i++) {
            struct hint *hint = &search->hints[i];
            if (hint->change.count && !holds_edit(&all, hint->change.items[0].span.start)) {
                edits_finish(&hint->change);
                hint->rewrites = search->can_write_more;
            }
        }
    }
    edits_finish(&all);
}

/* The one place where the callback is run. */
static void finish(void *arg) {
    struct search *search = arg;
    struct error error = search->error;
    if (search->cancelled || !search->opened)
        error_set(&error, ERROR_CANCELLED, "cancelled");
    if (!error.kind) {
        if (search->hint_count)
            qsort(search->hints, search->hint_count, sizeof *search->hints, compare_hints);
        move_hints(search);
        keep_structure(search);
        error = search->error; /* what could not be read is no "there are none" */
    }
    const struct hints hints = {search->hints, search->hint_count, search->reason};
    search->callback(search->arg, error.kind ? NULL : &hints, error.kind ? &error : NULL);
    search_destroy(search);
}

static void give_reason(struct search *search, const char *reason) {
    if (!search->reason)
        search->reason = mem_copy_text(reason);
}

/* --- one check --- */

static void add_hint(struct search *search, const struct chain *chain, const struct spans *places) {
    const struct rewrite_plan *plan = &chain->plan;
    const struct confirmed_preference *preference = &search->confirmed.items[chain->preference];
    struct hint hint = {.span = hint_place_find(plan, places),
                        .passage = plan->passage.span,
                        .text = mem_copy_text(plan->marked),
                        .preference = preference->id,
                        .wanted = mem_copy_text(preference->text)};
    if (!search->can_write_more && places->count)
        hint_place_change(plan, search->format, search->about, preference->text, &hint.change);
    hint.rewrites = search->can_write_more || hint.change.count > 0;
    MEM_RESERVE(search->hints, search->hint_count, search->hint_capacity);
    search->hints[search->hint_count++] = hint;
}

/* A heading or half a sentence says too little for a model to be sure, and what it is asked costs money. */
static bool is_for_models(const struct rewrite_plan *plan) {
    size_t words = words_count(plan->text, strlen(plan->text));
    return plan->passage.kind != PASSAGE_HEADING && words >= SAMPLE_WORDS_MIN && words <= SAMPLE_WORDS_MAX &&
           !secret_find(plan->text, strlen(plan->text));
}

/* A model that says "somewhat contradicts" means as often as not that a passage just has no use for the preference, and
 * asking it again gives the same answer for the same money: only "strongly" counts. */
static enum check check_by_memory(struct search *search, const struct chain *chain, const char *preference) {
    struct store_verdict verdict = {
        .passage = chain->plan.marked, .preference = preference, .model = search->model, .score = chain->score};
    if (!chain->answered && !store_find_verdict(search->opened->project->store, &verdict, &search->error))
        return search->error.kind ? CHECK_STOP : CHECK_ASK;
    return verdict.score <= -2 ? CHECK_AGAINST : CHECK_FINE;
}

static enum check check(struct search *search, const struct chain *chain, struct spans *places) {
    const struct rewrite_plan *plan = &chain->plan;
    const char *preference = search->confirmed.items[chain->preference].text;
    enum check found = CHECK_FINE;
    if (search->by_rule)
        found = stylist_find_breaks(plan->marked, search->format, preference, places) ? CHECK_AGAINST : CHECK_FINE;
    else if (is_for_models(plan))
        found = check_by_memory(search, chain, preference);
    if (found == CHECK_AGAINST && !search->by_rule)
        stylist_find_breaks(plan->marked, search->format, preference, places); /* a rule may know the place */
    bool open = found == CHECK_AGAINST || found == CHECK_ASK;
    if (open && store_is_dismissed(search->opened->project->store, plan->marked, preference, &search->error))
        found = CHECK_FINE;
    return search->error.kind ? CHECK_STOP : found;
}

/* --- asking --- */

static void turn(void *arg);

static void wake(struct search *search) {
    if (!search->turning)
        loop_defer(search->engine->loop, turn, search);
    search->turning = true;
}

/* Looking for hints is no learning, but costs as much: what stops the one stops the other. */
static bool may_ask(struct search *search) {
    struct project *project = search->opened->project;
    const struct models *models = &search->engine->models;
    int64_t tokens = 0, allowed = project->config->learn_daily_tokens;
    if (search->reason)
        return false;
    if (!models->asks || strcmp(asks_get_model(models->asks, OP_VERIFY), search->model) != 0)
        give_reason(search, "the model was changed; look again");
    else if (project->paused)
        give_reason(search, "learning is paused; resume it to look for hints");
    else if (search->asked >= LIMIT_HINT_QUESTIONS)
        give_reason(search, "the document is long; look again to go on");
    else if (allowed && !store_count_learning_tokens(project->store, &tokens, &search->error))
        give_reason(search, search->error.text);
    else if (allowed && tokens >= allowed)
        give_reason(search, "learn.daily_tokens is used up; looking for hints goes on tomorrow");
    return !search->reason;
}

static void note_spend(struct search *search, const struct answer *answer) {
    struct error error = {0};
    const struct store_spend spend = {.model = search->model,
                                      .purpose = "suggest",
                                      .calls = 1,
                                      .prompt_tokens = answer->prompt_tokens,
                                      .answer_tokens = answer->answer_tokens};
    if (!search->opened || answer->prompt_tokens + answer->answer_tokens == 0)
        return;
    if (!store_add_spend(search->opened->project->store, &spend, &error))
        log_write(LOG_WARNING, "hints: %s", error.text);
}

static void on_loss(void *arg, const struct answer *cost) {
    note_spend(((struct chain *)arg)->search, cost);
}

/* The model is away or refuses: what is known is shown, and the rest is for another time. */
static void note_failure(struct search *search, const struct error *error) {
    struct hint_searches *searches = &search->engine->searches;
    give_reason(search, error->text);
    if (!searches->model_is_away)
        log_write(LOG_WARNING, "hints: %s", error->text);
    searches->model_is_away = true;
}

static void note_verdict(struct search *search, struct chain *chain, const struct answer *answer) {
    struct error error = {0};
    struct store_verdict verdict = {.passage = chain->plan.marked,
                                    .preference = search->confirmed.items[chain->preference].text,
                                    .model = search->model};
    search->engine->searches.model_is_away = false;
    chain->answered = true;
    if (answer_read_verdict(answer->text, &verdict.score, NULL) &&
        !store_add_verdict(search->opened->project->store, &verdict, &error))
        log_write(LOG_INFO, "hints: %s", error.text); /* it is good for this look all the same */
    chain->score = verdict.score;                     /* 0 if nobody can read it: it says nothing, and is not kept */
}

static void on_answer(void *arg, const struct answer *answer, const struct error *error) {
    struct chain *chain = arg;
    struct search *search = chain->search;
    chain->ask = NULL;
    search->in_flight--;
    if (answer)
        note_spend(search, answer);
    if (answer && search->opened)
        note_verdict(search, chain, answer);
    else if (error && error->kind != ERROR_CANCELLED)
        note_failure(search, error);
    wake(search);
}

static void ask(struct search *search, struct chain *chain) {
    const struct question question = {.op = OP_VERIFY,
                                      .format = search->format,
                                      .user_text = chain->plan.marked,
                                      .preference = search->confirmed.items[chain->preference].text};
    search->asked++;
    search->in_flight++;
    chain->ask = ask_start(search->engine->models.asks, &question, PURPOSE_LEARN, NULL, on_answer, chain);
    ask_set_loss(chain->ask, on_loss);
}

/* --- chains --- */

static bool is_over(const struct search *search) {
    return search->cancelled || !search->opened || search->error.kind || search->hint_count >= LIMIT_HINTS;
}

static bool touches(struct span one, struct span other) {
    return one.start <= other.end && other.start <= one.end;
}

/* Takes up the next passage that is to be looked at; false: there is none. */
static bool begin(struct search *search, struct chain *chain) {
    while (search->next_passage < search->passages.count) {
        const struct passage *passage = &search->passages.items[search->next_passage++];
        bool filled = passage->span.start < passage->span.end;
        if (filled && touches(passage->span, search->scope) &&
            !(search->skips && touches(passage->span, search->skip))) {
            write_plan_finish(&chain->plan);
            *chain = (struct chain){.search = search, .begun = true};
            write_plan_passage(text_get_data(search->text), passage, &chain->plan);
            return true;
        }
    }
    return false;
}

/* One check; false: there is nothing to do for the moment. */
static bool advance(struct search *search, struct chain *chain) {
    struct spans places = {0};
    if (chain->ask || !(chain->begun || begin(search, chain)))
        return false;
    if (chain->preference == search->confirmed.count) {
        chain->begun = false;
        return true;
    }
    enum check found = check(search, chain, &places);
    if (found == CHECK_AGAINST)
        add_hint(search, chain, &places);
    chain->begun = found == CHECK_FINE || found == CHECK_ASK;
    chain->answered = false;
    if (found == CHECK_ASK && may_ask(search))
        ask(search, chain);
    else
        chain->preference++;
    spans_finish(&places);
    return true;
}

static void cancel_asked(struct search *search) {
    for (size_t i = 0; i < search->chain_count; i++)
        if (search->chains[i].ask)
            ask_cancel(search->chains[i].ask);
}

/* Everything that can be done now, but no longer than TURN_MS at once. */
static void turn(void *arg) {
    struct search *search = arg;
    int64_t until_ms = clock_monotonic_ms() + TURN_MS;
    search->turning = false;
    for (size_t i = 0; i < search->chain_count; i++) {
        while (!is_over(search) && advance(search, &search->chains[i])) {
            if (clock_monotonic_ms() >= until_ms) {
                wake(search);
                return;
            }
        }
    }
    if (!search->in_flight)
        finish(search);
    else if (is_over(search))
        cancel_asked(search);
}

/* --- life --- */

static bool may_look(const struct open_document *opened, struct error *error) {
    const char *name = *opened->relative ? opened->relative : "the document";
    if (opened->project->engine->closing)
        return error_set(error, ERROR_CANCELLED, "the server is shutting down");
    if (document_get_format(opened->document) == FORMAT_NONE)
        return error_set(error, ERROR_REFUSED, "%s is of no kind that prosed knows as prose; it is left alone", name);
    if (!opened->may_teach)
        return error_set(error, ERROR_REFUSED, "%s is left alone: %s", name, opened->off);
    if (text_get_len(document_get_text(opened->document)) > LIMIT_HARVEST_BYTES)
        return error_set(error, ERROR_LIMIT, "%s is over %u MB: no hints are looked for in it", name,
                         LIMIT_HARVEST_BYTES >> 20);
    return models_can_be_asked(&opened->project->engine->models, error);
}

static void prepare(struct search *search) {
    struct open_document *opened = search->opened;
    const struct config *config = opened->project->config;
    if (!may_look(opened, &search->error) || !project_has_store(opened->project) ||
        !confirmed_load(opened->project, opened->genre, &search->confirmed, &search->error))
        return;
    search->by_rule = !strcmp(config->learn.engine, "offline");
    search->can_write_more = strcmp(config->write.engine, "offline") != 0;
    search->model = mem_copy_text(asks_get_model(opened->project->engine->models.asks, OP_VERIFY));
    search->text = text_ref(document_get_text(opened->document));
    if (search->confirmed.count) {
        passages_find(text_get_data(search->text), text_get_len(search->text), search->format, &search->passages);
        search->about = stylist_describe(text_get_data(search->text), text_get_len(search->text), search->format);
    }
    search->chain_count = search->by_rule || config->learn.max_in_flight < 1 ? 1 : (size_t)config->learn.max_in_flight;
    search->chains = mem_alloc(search->chain_count * sizeof *search->chains);
}

struct search *engine_find_hints(struct open_document *opened, struct span scope, const struct span *skip,
                                 hints_callback *callback, void *arg) {
    struct engine *engine = opened->project->engine;
    struct search *search = mem_alloc(sizeof *search);
    search->engine = engine;
    search->opened = opened;
    search->callback = callback;
    search->arg = arg;
    search->revision = document_get_revision(opened->document);
    search->format = document_get_format(opened->document);
    search->scope = scope;
    search->skips = skip != NULL;
    search->skip = skip ? *skip : (struct span){0, 0};
    search->next = engine->searches.first;
    engine->searches.first = search;
    prepare(search);
    wake(search);
    return search;
}

void search_cancel(struct search *search) {
    search->cancelled = true;
    cancel_asked(search);
}

void hint_searches_cancel(struct hint_searches *searches, const struct open_document *opened) {
    for (struct search *search = searches->first; search; search = search->next) {
        if (opened && search->opened != opened)
            continue;
        search_cancel(search);
        if (opened)
            search->opened = NULL;
    }
}

bool project_dismiss_hint(struct project *project, const char *text, const char *wanted, struct error *error) {
    bool done = project_need_change(project, error) && store_dismiss(project->store, text, wanted, error);
    project_end_change(project);
    return done;
}

bool project_copy_confirmed(struct project *project, const char *genre, struct list *out, struct error *error) {
    struct confirmed confirmed = {0};
    bool loaded = confirmed_load(project, genre, &confirmed, error);
    for (size_t i = 0; i < confirmed.count; i++)
        list_add(out, confirmed.items[i].text);
    confirmed_finish(&confirmed);
    return loaded;
}
