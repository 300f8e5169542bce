/* Evidence is not kept with a hint but looked up when one is told of: it may have grown, and most hints are never
 * looked at closely. */
#include "lsp/hint_format.h"

#include "core/base/mem.h"
#include "core/base/path.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#define SEVERITY_HINT 4 /* DiagnosticSeverity */
#define RELATED_MAX   5
#define PROBE_BYTES   32 /* of an excerpt, to find it in a document that is open */
#define KIND          "quickfix"

/* --- evidence --- */

struct evidences { /* by the id of the preference, as a string: its evidence */
    cJSON *by_id;
    const struct hint_list *list;
};

static bool add_evidence(void *arg, const struct preference *preference) {
    const struct evidences *evidences = arg;
    for (size_t i = 0; i < evidences->list->count; i++) {
        if (evidences->list->items[i].preference != preference->id) {
            continue;
        }
        cJSON *formatted = preference_format(preference);
        char *name = mem_format("%lld", (long long)preference->id);
        cJSON_AddItemToObject(evidences->by_id, name, cJSON_DetachItemFromObjectCaseSensitive(formatted, "evidence"));
        free(name);
        cJSON_Delete(formatted);
        break;
    }
    return true;
}

/* The caller deletes it. */
static cJSON *load_evidence(const struct editor_document *document, const struct hint_list *list) {
    struct evidences evidences = {cJSON_CreateObject(), list};
    struct error error = {0};
    if (list->count && document->open) {
        project_visit_preferences(open_document_get_project(document->open), open_document_get_genre(document->open),
                                  add_evidence, &evidences, &error);
    }
    return evidences.by_id;
}

static const cJSON *find_evidence(const cJSON *by_id, int64_t preference) {
    char *name = mem_format("%lld", (long long)preference);
    const cJSON *found = json_get(by_id, name);
    free(name);
    return found;
}

/* Where the sample stands, if its document is open and still has it; else the document's beginning. */
static cJSON *find_place(struct server *server, const char *uri, const char *excerpt) {
    const struct editor_document *document = documents_find(&server->documents, uri);
    if (document && document->open) {
        struct text *text = editor_document_get_text(document);
        size_t len = strnlen(excerpt, PROBE_BYTES);
        const char *data = text_get_data(text);
        const char *at = memmem(data, text_get_len(text), excerpt, len);
        size_t offset = at ? (size_t)(at - data) : 0;
        return convert_format_range(text, server->client.encoding, (struct span){offset, offset});
    }
    cJSON *range = cJSON_CreateObject();
    for (int i = 0; i < 2; i++) {
        cJSON *position = cJSON_AddObjectToObject(range, i ? "end" : "start");
        cJSON_AddNumberToObject(position, "line", 0);
        cJSON_AddNumberToObject(position, "character", 0);
    }
    return range;
}

static cJSON *format_related(struct server *server, const char *root, const cJSON *evidence) {
    cJSON *related = cJSON_CreateArray();
    const cJSON *one;
    cJSON_ArrayForEach(one, evidence) {
        const char *path = json_get_text(one, "path"), *excerpt = json_get_text(one, "excerpt");
        if (!path || !*path || !excerpt || cJSON_GetArraySize(related) == RELATED_MAX) {
            continue;
        }
        char *full = path[0] == '/' || !root ? mem_copy_text(path) : path_join(root, path);
        char *uri = full[0] == '/' ? convert_path_to_uri(full) : NULL;
        if (uri) {
            cJSON *item = cJSON_CreateObject();
            cJSON *location = cJSON_AddObjectToObject(item, "location");
            cJSON_AddStringToObject(location, "uri", uri);
            cJSON_AddItemToObject(location, "range", find_place(server, uri, excerpt));
            char *message = mem_format("%+d: %s", (int)json_get_int(one, "score", 0), excerpt);
            json_add_bytes(item, "message", message, strlen(message));
            free(message);
            cJSON_AddItemToArray(related, item);
        }
        free(uri);
        free(full);
    }
    return related;
}

/* --- diagnostics --- */

/* null: only asking for the rewrite would tell. */
static void add_changes(cJSON *object, const struct editor_document *document, const struct shown_hint *hint) {
    if (hint->change.count) {
        struct text *text = editor_document_get_text(document);
        cJSON_AddItemToObject(object, "changes", convert_format_changes(text, hint->passage, &hint->change));
    } else {
        cJSON_AddNullToObject(object, "changes");
    }
}

static cJSON *format_data(const struct editor_document *document, const struct shown_hint *hint) {
    cJSON *data = cJSON_CreateObject();
    cJSON_AddNumberToObject(data, "id", (double)hint->id);
    cJSON_AddNumberToObject(data, "preference", (double)hint->preference);
    cJSON_AddBoolToObject(data, "rewrites", hint->rewrites);
    add_changes(data, document, hint);
    return data;
}

static cJSON *format_diagnostic(struct server *server, const struct editor_document *document,
                                const struct shown_hint *hint, const cJSON *evidence) {
    cJSON *diagnostic = cJSON_CreateObject();
    cJSON_AddItemToObject(
        diagnostic, "range",
        convert_format_range(editor_document_get_text(document), server->client.encoding, hint->span));
    cJSON_AddNumberToObject(diagnostic, "severity", SEVERITY_HINT);
    cJSON_AddNumberToObject(diagnostic, "code", (double)hint->preference);
    cJSON_AddStringToObject(diagnostic, "source", "prosed");
    convert_add_text(diagnostic, "message", hint->wanted);
    if (server->client.related_information) {
        const char *root = project_get_root(open_document_get_project(document->open));
        cJSON_AddItemToObject(diagnostic, "relatedInformation",
                              format_related(server, root, find_evidence(evidence, hint->preference)));
    }
    cJSON_AddItemToObject(diagnostic, "data", format_data(document, hint));
    return diagnostic;
}

cJSON *hint_format_diagnostics(struct server *server, const struct editor_document *document,
                               const struct hint_list *list) {
    cJSON *params = cJSON_CreateObject();
    cJSON *evidence = load_evidence(document, list);
    cJSON_AddStringToObject(params, "uri", document->uri);
    cJSON_AddNumberToObject(params, "version", (double)document->version);
    cJSON *diagnostics = cJSON_AddArrayToObject(params, "diagnostics");
    for (size_t i = 0; i < list->count; i++) {
        cJSON_AddItemToArray(diagnostics, format_diagnostic(server, document, &list->items[i], evidence));
    }
    cJSON_Delete(evidence);
    return params;
}

/* --- the reply --- */

static cJSON *format_hint(struct server *server, const struct editor_document *document, const struct shown_hint *hint,
                          const cJSON *evidence) {
    struct text *text = editor_document_get_text(document);
    cJSON *value = cJSON_CreateObject();
    const cJSON *known = find_evidence(evidence, hint->preference);
    cJSON_AddNumberToObject(value, "id", (double)hint->id);
    cJSON_AddItemToObject(value, "range", convert_format_range(text, server->client.encoding, hint->span));
    cJSON_AddItemToObject(value, "passage", convert_format_range(text, server->client.encoding, hint->passage));
    convert_add_text(value, "message", hint->wanted);
    cJSON_AddNumberToObject(value, "preference", (double)hint->preference);
    cJSON_AddBoolToObject(value, "rewrites", hint->rewrites);
    add_changes(value, document, hint);
    cJSON_AddItemToObject(value, "evidence", known ? cJSON_Duplicate(known, true) : cJSON_CreateArray());
    return value;
}

static bool was_found(const struct shown_hint *hint, const struct hints *found) {
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].passage.start == hint->passage.start) {
            return true;
        }
    }
    return false;
}

cJSON *hint_format_found(struct server *server, const struct editor_document *document, const struct hint_list *list,
                         const struct hints *found) {
    cJSON *result = cJSON_CreateObject();
    cJSON *evidence = load_evidence(document, list);
    cJSON_AddStringToObject(result, "uri", document->uri);
    cJSON_AddNumberToObject(result, "version", (double)document->version);
    cJSON *hints = cJSON_AddArrayToObject(result, "hints");
    for (size_t i = 0; i < list->count; i++) {
        if (was_found(&list->items[i], found)) {
            cJSON_AddItemToArray(hints, format_hint(server, document, &list->items[i], evidence));
        }
    }
    cJSON_AddBoolToObject(result, "complete", found->reason == NULL);
    convert_add_text(result, "reason", found->reason);
    cJSON_Delete(evidence);
    return result;
}

/* --- hover --- */

/* As a diff: what goes and what comes, a line each. */
static void append_change(struct buf *out, const struct text *text, const struct edits *change, bool markdown) {
    const char *data = text_get_data(text);
    buf_append_text(out, change->count ? markdown ? "\n```diff\n" : "\n" : "");
    for (size_t i = 0; i < change->count; i++) {
        const struct edit *edit = &change->items[i];
        if (edit->span.start < edit->span.end) {
            buf_printf(out, "- %.*s\n", (int)(edit->span.end - edit->span.start), data + edit->span.start);
        }
        if (edit->len) {
            buf_printf(out, "+ %s\n", edit->text);
        }
    }
    buf_append_text(out, change->count && markdown ? "```\n" : "");
}

static void append_evidence(struct buf *out, const cJSON *evidence) {
    const cJSON *one;
    size_t told = 0;
    cJSON_ArrayForEach(one, evidence) {
        const char *path = json_get_text(one, "path"), *excerpt = json_get_text(one, "excerpt");
        if (excerpt && told++ < RELATED_MAX) {
            buf_printf(out, "%s- %+d %s%s%s\n", told == 1 ? "\n" : "", (int)json_get_int(one, "score", 0),
                       path ? path : "", path && *path ? ": " : "", excerpt);
        }
    }
}

cJSON *hint_format_hover(struct server *server, const struct editor_document *document, const struct shown_hint *hint) {
    bool markdown = server->client.hover_markdown;
    struct hint_list alone = {.items = (struct shown_hint *)hint, .count = 1};
    struct text *text = editor_document_get_text(document);
    struct buf out = {0};
    cJSON *evidence = load_evidence(document, &alone);
    buf_printf(&out, markdown ? "**%s**\n" : "%s\n", hint->wanted);
    append_change(&out, text, &hint->change, markdown);
    append_evidence(&out, find_evidence(evidence, hint->preference));
    cJSON *hover = cJSON_CreateObject();
    cJSON *contents = cJSON_AddObjectToObject(hover, "contents");
    cJSON_AddStringToObject(contents, "kind", markdown ? "markdown" : "plaintext");
    json_add_bytes(contents, "value", buf_get(&out), out.len);
    cJSON_AddItemToObject(hover, "range", convert_format_range(text, server->client.encoding, hint->span));
    cJSON_Delete(evidence);
    buf_finish(&out);
    return hover;
}

/* --- quick fixes --- */

static cJSON *format_command(const struct editor_document *document, const struct shown_hint *hint, const char *name,
                             const char *title, bool apply) {
    cJSON *argument = cJSON_CreateObject();
    cJSON_AddStringToObject(argument, "uri", document->uri);
    cJSON_AddNumberToObject(argument, "id", (double)hint->id);
    if (apply) {
        cJSON_AddTrueToObject(argument, "apply");
    }
    cJSON *command = cJSON_CreateObject();
    json_add_bytes(command, "title", title, strlen(title));
    cJSON_AddStringToObject(command, "command", name);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(command, "arguments"), argument);
    return command;
}

static void add_action(struct server *server, const struct editor_document *document, const struct shown_hint *hint,
                       const char *format, const char *name, bool rewrites, cJSON *actions) {
    char *title = mem_format("%s: %s", format, hint->wanted);
    cJSON *command = format_command(document, hint, name, title, rewrites);
    if (!server->client.code_action_literals) {
        cJSON_AddItemToArray(actions, command);
        free(title);
        return;
    }
    struct hint_list alone = {.items = (struct shown_hint *)hint, .count = 1};
    cJSON *evidence = load_evidence(document, &alone);
    cJSON *action = cJSON_CreateObject();
    json_add_bytes(action, "title", title, strlen(title));
    cJSON_AddStringToObject(action, "kind", KIND);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(action, "diagnostics"),
                         format_diagnostic(server, document, hint, evidence));
    if (rewrites) {
        cJSON_AddTrueToObject(action, "isPreferred");
    }
    if (rewrites && server->client.resolve_edit) {
        cJSON *data = cJSON_AddObjectToObject(action, "data");
        cJSON_AddStringToObject(data, "uri", document->uri);
        cJSON_AddNumberToObject(data, "hint", (double)hint->id);
        cJSON_Delete(command);
    } else {
        cJSON_AddItemToObject(action, "command", command);
    }
    cJSON_AddItemToArray(actions, action);
    cJSON_Delete(evidence);
    free(title);
}

void hint_format_actions(struct server *server, const struct editor_document *document, struct span span,
                         cJSON *actions) {
    const struct hint_list *list = hints_get(server, document);
    const struct client *client = &server->client;
    bool can_edit = client->apply_edit || (client->code_action_literals && client->resolve_edit);
    for (size_t i = 0; list && i < list->count; i++) {
        const struct shown_hint *hint = &list->items[i];
        if (hint->passage.start > span.end || hint->passage.end < span.start) {
            continue;
        }
        if (can_edit && hint->rewrites) {
            add_action(server, document, hint, "Rewrite this passage so", "prosed.suggest.rewrite", true, actions);
        }
        add_action(server, document, hint, "Not here", "prosed.suggest.dismiss", false, actions);
        add_action(server, document, hint, "Not a preference", "prosed.suggest.mute", false, actions);
    }
}
