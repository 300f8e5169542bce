/* Rewrites and completions on their way: what is asked at once goes out at once, and when the last answer is home the
 * result is fitted to the document as it is by then, or refused. */
#include "core/engine/engine_internal.h"
#include "core/engine/own_texts.h"

#include "core/base/encoding.h"
#include "core/base/mem.h"
#include "core/engine/sending.h"
#include "core/model/draft_stream.h"
#include "core/preference/preference.h"
#include "core/stylist/stylist.h"
#include "core/writing/write.h"

#include <stdlib.h>
#include <string.h>

struct slot { /* one question of a request */
    struct request *request;
    struct ask *ask; /* NULL once its answer is here */
    char *answer;
    bool cut_off;
    bool verbatim;
    struct error error;
};

struct request {
    struct engine *engine;
    struct request *next;
    struct open_document *opened; /* NULL: the document was closed meanwhile */
    struct project *project;      /* NULL: that, too; it is still charged when only the document is gone */
    rewrite_callback *on_rewrite;
    completion_callback *on_completion;
    void *arg;
    bool guards_secrets; /* it goes to a model server, and the person did not say that secrets may */
    const char *kind;    /* "rewrite", "completion", "hint" */
    uint64_t revision;   /* of the document that the plans were made from */
    size_t offset;       /* completion */
    struct list preferences;
    char *instruction;
    char *limits; /* rewrite.note */
    struct rewrite_plan *plans;
    size_t plan_count;
    struct completion_plan completion;
    char *completion_cache_key; /* completion: what its answer is remembered by */
    struct slot *slots;
    size_t slot_count;
    size_t pending;
    bool cancelled;
    struct draft_stream stream; /* of the first slot */
    size_t shown;               /* bytes of a completion so far */
    request_piece *piece;       /* or NULL */
    void *piece_arg;
    struct error error; /* why it cannot be done at all */
};

static void request_destroy(struct request *request) {
    struct request **at = &request->engine->requests.first;
    while (*at != request)
        at = &(*at)->next;
    *at = request->next;
    for (size_t i = 0; i < request->slot_count; i++)
        free(request->slots[i].answer);
    free(request->slots);
    if (request->plans)
        write_plans_finish(request->plans, request->plan_count);
    if (request->on_completion)
        write_completion_plan_finish(&request->completion);
    list_finish(&request->preferences);
    free(request->instruction);
    free(request->limits);
    free(request->completion_cache_key);
    draft_stream_finish(&request->stream);
    loop_forget(request->engine->loop, request);
    free(request);
}

/* --- results --- */

static bool load_union(struct project *project, const char *genre, struct list *out, struct error *error) {
    struct layers layers;
    return project_get_layers(project, &layers, error) && layers_load_union(&layers, genre, out, error);
}

/* What the person prefers here, as a rewrite follows it: pinned and learned, merged ahead of need where that was done.
 */
static bool load_preferences(struct project *project, const char *genre, struct list *out, struct error *error) {
    struct list all = {0};
    char hash[17], *merged = NULL;
    bool found = false;
    bool loaded = load_union(project, genre, &all, error);
    if (loaded && all.count > 1) {
        preference_hash(&all, hash);
        loaded = store_find_coalesced(project->store, genre, hash, &found, &merged, error);
    }
    if (loaded && merged)
        list_add(out, merged);
    else if (loaded)
        list_copy(out, &all);
    free(merged);
    list_finish(&all);
    return loaded;
}

bool project_copy_preferences(struct project *project, const char *genre, struct list *out, struct error *error) {
    return project_need_store(project, error) && load_preferences(project, genre, out, error);
}

/* What became of the text, and what to do. */
static void add_advice(struct error *error, size_t failed, size_t count) {
    struct error told = *error;
    if (failed == count)
        error_set(error, told.kind, "%s; the text stays as it is: ask again, or for a smaller part of it", told.text);
    else
        error_set(error, told.kind, "%s; %zu of %zu passages stay as they are: ask for them again", told.text, failed,
                  count);
}

static bool read_rewrite(const struct slot *slot, const struct rewrite_plan *plan, enum format format, bool instructed,
                         struct edits *edits, struct error *error) {
    if (slot->verbatim)
        return write_take_rewrite(plan, format, slot->answer, edits, error);
    return write_read_rewrite(plan, format, slot->answer, slot->cut_off, instructed, edits, error);
}

/* Edits of all passages; a passage whose answer was refused stays as it is and is counted. */
static bool collect_edits(struct request *request, struct edits *edits, struct rewrite *rewrite,
                          struct error *refused) {
    enum format format = document_get_format(request->opened->document);
    size_t failed = 0;
    bool unfit = false; /* the first that failed was answered, and the answer cannot be used */
    for (size_t i = 0; i < request->slot_count; i++) {
        struct slot *slot = &request->slots[i];
        struct error error = slot->error;
        if (!error.kind && read_rewrite(slot, &request->plans[i], format, request->instruction != NULL, edits, &error))
            continue;
        rewrite->held_secret = rewrite->held_secret || error.kind == ERROR_SECRET;
        if (!refused->kind) {
            *refused = error;
            unfit = !slot->error.kind;
        }
        failed++;
    }
    if (unfit)
        add_advice(refused, failed, request->slot_count);
    rewrite->refused = failed;
    rewrite->refused_reason = failed ? refused->text : NULL;
    return failed < request->slot_count;
}

/* Offers one passage, so that its text is known as ours when the client puts it in. Offsets move with the edits that
 * lie before: an offer is about the document as it is, and so are the edits. */
static void offer_passages(struct request *request, int64_t id, const struct edits *edits) {
    struct document *document = request->opened->document;
    const char *data = text_get_data(document_get_text(document));
    for (size_t i = 0; i < edits->count;) {
        /* Edits that are close together become one offer: clients may put them in as one. */
        size_t j = i + 1, start = edits->items[i].span.start;
        while (j < edits->count && edits->items[j].span.start - edits->items[j - 1].span.end < 200)
            j++;
        size_t end = edits->items[j - 1].span.end;
        struct edits part = {0};
        for (size_t k = i; k < j; k++)
            edits_add(&part, edits->items[k].span.start - start, edits->items[k].span.end - start, edits->items[k].text,
                      edits->items[k].len);
        char *after = edits_apply(&part, data + start, end - start, NULL);
        document_add_offer(document, id, start, end, after);
        free(after);
        edits_finish(&part);
        i = j;
    }
}

static void keep_structure(struct request *request, struct edits *edits, struct rewrite *rewrite) {
    size_t dropped = write_keep_structure(request->opened->document, edits);
    rewrite->refused += dropped;
    if (dropped && !rewrite->refused_reason)
        rewrite->refused_reason = "a list, heading, link or the like would not have stayed what it was";
}

static void finish_rewrite(struct request *request) {
    struct rewrite rewrite = {.preferences = &request->preferences, .note = request->limits};
    struct edits edits = {0};
    struct error error = {0};
    struct document *document = request->opened->document;
    struct span scope = {request->plans[0].passage.span.start,
                         request->plans[request->plan_count - 1].passage.span.end};
    if (!collect_edits(request, &edits, &rewrite, &error)) {
        request->on_rewrite(request->arg, NULL, &error);
    } else if (!document_rebase(document, request->revision, &edits, &scope)) {
        error_set(&error, ERROR_STALE, "the text was changed meanwhile; ask for the rewrite again");
        request->on_rewrite(request->arg, NULL, &error);
    } else {
        keep_structure(request, &edits, &rewrite);
        const char *data = text_get_data(document_get_text(document));
        struct edits inside = {0};
        for (size_t i = 0; i < edits.count; i++)
            edits_add(&inside, edits.items[i].span.start - scope.start, edits.items[i].span.end - scope.start,
                      edits.items[i].text, edits.items[i].len);
        char *before = mem_copy(data + scope.start, scope.end - scope.start);
        char *after = edits_apply(&inside, before, scope.end - scope.start, NULL);
        struct suggestion *suggestion =
            suggestions_add(&request->engine->suggestions, request->opened, request->kind, before, after);
        offer_passages(request, suggestion->id, &edits);
        rewrite.id = suggestion->id;
        rewrite.span = scope;
        rewrite.before = before;
        rewrite.after = after;
        rewrite.edits = &edits;
        request->on_rewrite(request->arg, &rewrite, NULL);
        edits_finish(&inside);
        free(before);
        free(after);
    }
    edits_finish(&edits);
}

static void finish_completion(struct request *request) {
    struct slot *slot = &request->slots[0];
    struct completion completion = {.text = ""};
    struct document *document = request->opened->document;
    if (slot->error.kind) {
        request->on_completion(request->arg, NULL, &slot->error);
        return;
    }
    if (document_get_revision(document) != request->revision) {
        struct error error;
        error_set(&error, ERROR_STALE, "the text was changed meanwhile");
        request->on_completion(request->arg, NULL, &error);
        return;
    }
    char *text = slot->verbatim ? mem_copy_text(slot->answer)
                                : write_read_completion(&request->completion, slot->answer, slot->cut_off);
    completion.reason = *text            ? NULL
                        : slot->verbatim ? "nothing to offer: no words of yours go on from here in the same way twice"
                                         : "the model had nothing to offer here";
    if (*text && !write_keeps_structure(document, request->offset, text)) {
        completion.reason = "what was offered would have changed the structure of the text";
    } else if (*text) {
        completion.id = suggestions_add(&request->engine->suggestions, request->opened, request->kind, "", text)->id;
        completion.text = text;
        document_add_offer(document, completion.id, request->offset, request->offset, text);
    }
    request->on_completion(request->arg, &completion, NULL);
    free(text);
}

/* The one place where a callback is run. */
static void on_finished(void *arg) {
    struct request *request = arg;
    struct error error = request->error;
    if (request->cancelled || !request->opened)
        error_set(&error, ERROR_CANCELLED, "cancelled");
    if (error.kind && request->on_rewrite)
        request->on_rewrite(request->arg, NULL, &error);
    else if (error.kind)
        request->on_completion(request->arg, NULL, &error);
    else if (request->on_rewrite)
        finish_rewrite(request);
    else
        finish_completion(request);
    request_destroy(request);
}

/* --- asking --- */

static void note_spend(struct request *request, enum op op, const struct answer *answer) {
    if (request->project && answer->prompt_tokens + answer->answer_tokens > 0)
        spend_note(request->project, asks_get_model(request->engine->models.asks, op), answer);
}

static void show_completion(struct request *request, const char *draft, size_t len) {
    char *text = write_show_completion(&request->completion, draft, len);
    size_t text_len = strlen(text);
    if (text_len > request->shown)
        request->piece(request->piece_arg, text, text_len);
    request->shown = text_len > request->shown ? text_len : request->shown;
    free(text);
}

static void on_piece(void *arg, const char *text, size_t len) {
    const struct slot *slot = arg;
    struct request *request = slot->request;
    request->shown = text ? request->shown : 0; /* it starts anew */
    if (!request->piece || slot != request->slots || !draft_stream_feed(&request->stream, text, len))
        return;
    size_t draft_len;
    const char *draft = draft_stream_get(&request->stream, &draft_len);
    if (request->on_rewrite)
        request->piece(request->piece_arg, draft, draft_len);
    else
        show_completion(request, draft, draft_len);
}

void request_set_piece(struct request *request, request_piece *piece, void *arg) {
    request->piece = piece;
    request->piece_arg = arg;
}

static void on_loss(void *arg, const struct answer *cost) {
    const struct slot *slot = arg;
    note_spend(slot->request, slot->request->on_rewrite ? OP_REWRITE : OP_COMPLETE, cost);
}

static void on_answer(void *arg, const struct answer *answer, const struct error *error) {
    struct slot *slot = arg;
    struct request *request = slot->request;
    slot->ask = NULL;
    if (error) {
        slot->error = *error;
    } else {
        slot->answer = mem_copy_text(answer->text);
        slot->cut_off = answer->cut_off;
        slot->verbatim = answer->verbatim;
        note_spend(request, request->on_rewrite ? OP_REWRITE : OP_COMPLETE, answer);
        if (request->completion_cache_key && *answer->text && !answer->verbatim)
            completion_cache_add(&request->engine->requests.completions, request->completion_cache_key, answer->text,
                                 answer->cut_off);
    }
    if (--request->pending == 0)
        on_finished(request);
}

/* The same was asked before: answered without asking. */
static bool answer_from_memory(struct request *request, const struct question *question) {
    struct slot *slot = &request->slots[0];
    request->completion_cache_key =
        completion_cache_format_key(question, asks_get_model(request->engine->models.asks, OP_COMPLETE));
    const struct cached_completion *cached =
        completion_cache_find(&request->engine->requests.completions, request->completion_cache_key);
    if (!cached)
        return false;
    slot->answer = mem_copy_text(cached->answer);
    slot->cut_off = cached->cut_off;
    loop_defer(request->engine->loop, on_finished, request);
    return true;
}

static bool is_offline(const struct project *project) {
    return strcmp(project->config->write.engine, "offline") == 0;
}

/* Nothing with a secret in it goes out, and nothing beside it. */
static bool may_send(struct request *request, struct span span, struct error *error) {
    const struct text *text = document_get_text(request->opened->document);
    return !request->guards_secrets || sending_check(text_get_data(text), text_get_len(text), span, error);
}

/* Of a passage that may not be sent, the answer is why. */
static void guard_plans(struct request *request) {
    for (size_t i = 0; i < request->slot_count && request->on_rewrite; i++) {
        struct rewrite_plan *plan = &request->plans[i];
        if (!may_send(request, plan->passage.span, &request->slots[i].error))
            request->pending--;
        if (request->guards_secrets) {
            sending_cut_before(plan->before);
            sending_cut_after(plan->after);
        }
    }
    if (request->on_completion && request->guards_secrets) {
        struct completion_plan *plan = &request->completion;
        size_t before = strlen(plan->before), begun = plan->begun;
        sending_cut_before(plan->before);
        plan->begun = strlen(plan->before) < before && begun > strlen(plan->before) ? strlen(plan->before) : begun;
        sending_cut_after(plan->after);
        plan->rest = plan->rest > strlen(plan->after) ? strlen(plan->after) : plan->rest;
    }
}

static void ask_all(struct request *request) {
    enum format format = document_get_format(request->opened->document);
    request->slot_count = request->on_rewrite ? request->plan_count : 1;
    request->slots = mem_alloc(request->slot_count * sizeof *request->slots);
    request->pending = request->slot_count;
    const struct text *text = document_get_text(request->opened->document);
    char *about = request->on_rewrite ? stylist_describe(text_get_data(text), text_get_len(text), format) : NULL;
    struct own_texts own = {0};
    if (request->on_completion && is_offline(request->project))
        own_texts_collect(request->opened, request->offset, &own);
    guard_plans(request);
    if (!request->pending)
        loop_defer(request->engine->loop, on_finished, request);
    for (size_t i = 0; i < request->slot_count; i++) {
        struct question question = {0};
        if (request->slots[i].error.kind)
            continue;
        if (request->on_rewrite)
            write_ask_rewrite(&request->plans[i], format, &request->preferences, request->instruction, &question);
        else
            write_ask_completion(&request->completion, format, &request->preferences, &question);
        question.about = about;
        question.examples = own.items;
        question.example_count = own.count;
        if (request->on_completion && !own.count && answer_from_memory(request, &question))
            return;
        request->slots[i].request = request;
        request->slots[i].ask = ask_start(request->engine->models.asks, &question, PURPOSE_INTERACTIVE, on_piece,
                                          on_answer, &request->slots[i]);
        ask_set_loss(request->slots[i].ask, on_loss);
    }
    free(about);
    own_texts_finish(&own);
}

static struct request *request_create(struct open_document *opened, const char *kind, void *arg) {
    struct request *request = mem_alloc(sizeof *request);
    request->engine = opened->project->engine;
    request->opened = opened;
    request->project = opened->project;
    request->kind = kind;
    request->arg = arg;
    request->guards_secrets = strcmp(opened->project->config->write.engine, "offline") != 0 && !opened->secrets_allowed;
    opened->secrets_allowed = false;
    request->revision = document_get_revision(opened->document);
    request->next = request->engine->requests.first;
    request->engine->requests.first = request;
    return request;
}

static bool may_ask(struct request *request, struct error *error) {
    if (request->engine->closing)
        return error_set(error, ERROR_CANCELLED, "the server is shutting down");
    return models_can_be_asked(&request->engine->models, error);
}

static bool follow_all(struct request *request, struct error *error) {
    return project_copy_preferences(request->opened->project, request->opened->genre, &request->preferences, error);
}

/* What is to be rewritten: that there is nothing is said before anything else. A NUL ends a text for most of what works
 * on it, so such a document is not touched at all. */
static bool plan_rewrite(struct request *request, struct span span) {
    const struct open_document *opened = request->opened;
    const struct text *text = document_get_text(opened->document);
    size_t max_words = (size_t)opened->project->config->rewrite_max_words;
    return encoding_check(text_get_data(text), text_get_len(text), &request->error) &&
           write_plan(opened->document, span.start, span.end, max_words, &request->plans, &request->plan_count,
                      &request->error);
}

/* What an engine by rules cannot do is said before it is tried; all of it: there is nothing to try. */
static void name_limits(struct request *request) {
    bool possible = true;
    if (!request->error.kind && is_offline(request->project))
        request->limits = stylist_name_limits(&request->preferences, request->instruction, &possible);
    if (!possible)
        error_set(&request->error, ERROR_REFUSED, "%s", request->limits);
}

static void start_rewrite(struct request *request) {
    if (request->error.kind)
        loop_defer(request->engine->loop, on_finished, request);
    else
        ask_all(request);
}

struct request *engine_rewrite(struct open_document *opened, size_t start, size_t end, const char *instruction,
                               rewrite_callback *callback, void *arg) {
    struct request *request = request_create(opened, "rewrite", arg);
    struct error *error = &request->error;
    request->on_rewrite = callback;
    request->instruction = instruction && *instruction ? mem_copy_text(instruction) : NULL;
    if (plan_rewrite(request, (struct span){start, end}) && may_ask(request, error) && follow_all(request, error) &&
        !request->preferences.count && !request->instruction)
        error_set(error, ERROR_NOT_FOUND,
                  "nothing is learned yet for \"%s\": save some writing, run `prosed learn`, or add a preference",
                  opened->genre);
    name_limits(request);
    start_rewrite(request);
    return request;
}

struct request *engine_follow_hint(struct open_document *opened, struct span passage, const char *wanted,
                                   rewrite_callback *callback, void *arg) {
    struct request *request = request_create(opened, "hint", arg);
    request->on_rewrite = callback;
    if (plan_rewrite(request, passage) && may_ask(request, &request->error))
        list_add(&request->preferences, wanted);
    start_rewrite(request);
    return request;
}

struct request *engine_complete(struct open_document *opened, size_t offset, completion_callback *callback, void *arg) {
    for (struct request *older = opened->project->engine->requests.first; older; older = older->next)
        if (older->opened == opened && older->on_completion)
            request_cancel(older);
    struct request *request = request_create(opened, "completion", arg);
    request->on_completion = callback;
    request->offset = offset;
    if (may_ask(request, &request->error) && follow_all(request, &request->error) &&
        write_plan_completion(opened->document, offset, &request->completion, &request->error) &&
        may_send(request, (struct span){offset, offset}, &request->error))
        ask_all(request);
    else
        loop_defer(request->engine->loop, on_finished, request);
    return request;
}

void request_cancel(struct request *request) {
    request->cancelled = true;
    for (size_t i = 0; i < request->slot_count; i++)
        if (request->slots[i].ask)
            ask_cancel(request->slots[i].ask);
}

void requests_cancel(struct requests *requests, const struct open_document *opened) {
    for (struct request *request = requests->first; request; request = request->next) {
        if (opened && request->opened != opened)
            continue;
        request_cancel(request);
        if (opened)
            request->opened = NULL;
    }
}

void requests_forget_project(struct requests *requests, const struct project *project) {
    for (struct request *request = requests->first; request; request = request->next) {
        if (request->project == project)
            request->project = NULL;
    }
}

void requests_finish(struct requests *requests) {
    completion_cache_clear(&requests->completions);
}
