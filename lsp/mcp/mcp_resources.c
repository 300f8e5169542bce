/* What is in force, for reading: as resources by genre, and as the prompt "write as I do". Where it came from (samples,
 * their files) stays with the person; texts of theirs are shown only where learn.examples allows it. */
#include "lsp/mcp/mcp_server.h"

#include "core/base/mem.h"
#include "core/base/printable.h"

#include <stdlib.h>
#include <string.h>

#define URI          "prosed://preferences"
#define MIME         "text/markdown"
#define EXAMPLES_MAX 2
#define PROMPT       "write-as-i-do"

/* --- formatting --- */

struct page {
    struct buf *out;
    struct list genres; /* in the order of their first preference */
    const char *genre;  /* being written; NULL: just collecting genres */
};

static bool on_preference(void *arg, const struct preference *preference) {
    struct page *page = arg;
    if (!preference->in_use) {
        return true;
    }
    if (!page->genre) {
        list_add_new(&page->genres, preference->genre);
        return true;
    }
    if (strcmp(page->genre, preference->genre) == 0) {
        buf_append_text(page->out, "- ");
        printable_append(page->out, preference->text, strlen(preference->text), PRINTABLE_LINE);
        buf_append_text(page->out, preference->pinned ? " (stated by the person)\n" : "\n");
    }
    return true;
}

static bool collect_genres(struct project *project, struct list *out, struct error *error) {
    struct page page = {0};
    bool found = project_visit_preferences(project, NULL, on_preference, &page, error);
    list_copy(out, &page.genres);
    list_finish(&page.genres);
    return found;
}

static bool format_genre(struct project *project, const char *genre, struct buf *out, struct error *error) {
    struct page page = {.out = out, .genre = genre};
    return project_visit_preferences(project, genre, on_preference, &page, error);
}

bool mcp_format_preferences(struct project *project, const char *genre, struct buf *out, struct error *error) {
    struct list genres = {0};
    size_t before = out->len;
    bool done = genre || collect_genres(project, &genres, error);
    if (done && genre) {
        done = format_genre(project, genre, out, error);
    }
    for (size_t i = 0; done && i < genres.count; i++) {
        buf_append_text(out, i ? "\n## " : "## ");
        printable_append(out, genres.items[i], strlen(genres.items[i]), PRINTABLE_LINE);
        buf_append_text(out, "\n\n");
        done = format_genre(project, genres.items[i], out, error);
    }
    if (done && out->len == before) {
        buf_append_text(out, "Nothing is known yet of how the person writes");
        buf_append_text(out, genre ? " texts of this kind.\n" : ".\n");
    }
    list_finish(&genres);
    return done;
}

struct examples {
    const char *genre;
    struct buf *out;
    size_t count;
};

static bool on_sample(void *arg, const struct sample *sample) {
    struct examples *examples = arg;
    if (strcmp(sample->state, "learned") != 0 || (examples->genre && strcmp(examples->genre, sample->genre) != 0)) {
        return true;
    }
    buf_append_text(examples->out, examples->count ? "\n---\n\n"
                                                   : "\nTexts of theirs, as examples of their manner, not "
                                                     "of what to say:\n\n");
    printable_append(examples->out, sample->text, strlen(sample->text), PRINTABLE_TEXT);
    buf_append_text(examples->out, "\n");
    return ++examples->count < EXAMPLES_MAX;
}

void mcp_format_examples(struct mcp *mcp, const char *genre, struct buf *out) {
    struct error error = {0};
    struct examples examples = {genre, out, 0};
    if (project_get_config(mcp->project)->learn_examples) {
        project_visit_samples(mcp->project, 0, on_sample, &examples, &error);
    }
}

/* --- resources --- */

static void add_resource(cJSON *resources, const char *uri_name, const char *uri, const char *genre) {
    cJSON *resource = cJSON_CreateObject();
    char *name = genre ? mem_format("preferences-%s", genre) : mem_copy_text("preferences");
    char *title = genre ? mem_format("Writing preferences: %s", genre) : mem_copy_text("Writing preferences");
    cJSON_AddStringToObject(resource, uri_name, uri);
    json_add_bytes(resource, "name", name, strlen(name));
    json_add_bytes(resource, "title", title, strlen(title));
    cJSON_AddStringToObject(resource, "description", "How the person writes: what is in force now, one line each");
    cJSON_AddStringToObject(resource, "mimeType", MIME);
    cJSON_AddItemToArray(resources, resource);
    free(name);
    free(title);
}

/* A genre as a part of a URI (RFC 3986, 2.3); the caller frees. */
static char *format_uri(const char *genre) {
    static const char unreserved[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    struct buf uri = {0};
    buf_append_text(&uri, URI "/");
    for (const char *at = genre; *at; at++) {
        if (strchr(unreserved, *at)) {
            buf_append_char(&uri, *at);
        } else {
            buf_printf(&uri, "%%%02X", (unsigned char)*at);
        }
    }
    return buf_take(&uri);
}

void mcp_list_resources(const struct mcp_call *call, const cJSON *params) {
    (void)params;
    struct error error = {0};
    struct list genres = {0};
    if (!collect_genres(call->mcp->project, &genres, &error)) {
        rpc_fail(call->request, RPC_INTERNAL_ERROR, "%s", error.text);
        list_finish(&genres);
        return;
    }
    cJSON *result = cJSON_CreateObject();
    cJSON *resources = cJSON_AddArrayToObject(result, "resources");
    add_resource(resources, "uri", URI, NULL);
    for (size_t i = 0; i < genres.count; i++) {
        char *uri = format_uri(genres.items[i]);
        add_resource(resources, "uri", uri, genres.items[i]);
        free(uri);
    }
    list_finish(&genres);
    mcp_reply(call, result, true);
}

void mcp_list_resource_templates(const struct mcp_call *call, const cJSON *params) {
    (void)params;
    cJSON *result = cJSON_CreateObject();
    add_resource(cJSON_AddArrayToObject(result, "resourceTemplates"), "uriTemplate", URI "/{genre}", "genre");
    mcp_reply(call, result, true);
}

/* False: no resource of ours. *genre NULL: all. */
static bool read_uri(const char *uri, struct project *project, char **genre) {
    struct list genres = {0};
    struct error error = {0};
    *genre = NULL;
    bool found = strcmp(uri, URI) == 0;
    if (!found && collect_genres(project, &genres, &error)) {
        for (size_t i = 0; i < genres.count && !found; i++) {
            char *known = format_uri(genres.items[i]);
            found = strcmp(uri, known) == 0;
            *genre = found ? mem_copy_text(genres.items[i]) : NULL;
            free(known);
        }
    }
    list_finish(&genres);
    return found;
}

void mcp_read_resource(const struct mcp_call *call, const cJSON *params) {
    const char *uri = json_get_text(params, "uri");
    struct error error = {0};
    struct buf page = {0};
    char *genre = NULL;
    if (!uri) {
        rpc_fail(call->request, RPC_INVALID_PARAMS, "resources/read: uri has to be a string");
    } else if (!read_uri(uri, call->mcp->project, &genre)) {
        cJSON *data = cJSON_CreateObject();
        cJSON_AddStringToObject(data, "uri", uri);
        enum rpc_code code = call->stateless ? RPC_INVALID_PARAMS : RPC_SERVER_NOT_INITIALIZED; /* -32002 */
        rpc_fail_data(call->request, code, "Resource not found", data);
    } else if (!mcp_format_preferences(call->mcp->project, genre, &page, &error)) {
        rpc_fail(call->request, RPC_INTERNAL_ERROR, "%s", error.text);
    } else {
        cJSON *result = cJSON_CreateObject();
        cJSON *content = cJSON_CreateObject();
        cJSON_AddStringToObject(content, "uri", uri);
        cJSON_AddStringToObject(content, "mimeType", MIME);
        json_add_bytes(content, "text", buf_get(&page), page.len);
        cJSON_AddItemToArray(cJSON_AddArrayToObject(result, "contents"), content);
        mcp_reply(call, result, true);
    }
    free(genre);
    buf_finish(&page);
}

/* --- the prompt --- */

static void add_argument(cJSON *arguments, const char *name, const char *description) {
    cJSON *argument = cJSON_CreateObject();
    cJSON_AddStringToObject(argument, "name", name);
    cJSON_AddStringToObject(argument, "description", description);
    cJSON_AddFalseToObject(argument, "required");
    cJSON_AddItemToArray(arguments, argument);
}

void mcp_list_prompts(const struct mcp_call *call, const cJSON *params) {
    (void)params;
    cJSON *result = cJSON_CreateObject();
    cJSON *prompt = cJSON_CreateObject();
    cJSON_AddStringToObject(prompt, "name", PROMPT);
    cJSON_AddStringToObject(prompt, "title", "Write as I do");
    cJSON_AddStringToObject(prompt, "description", "Makes the agent write in your style, as prosed has learned it");
    cJSON *arguments = cJSON_AddArrayToObject(prompt, "arguments");
    add_argument(arguments, "task", "What to write");
    add_argument(arguments, "genre", "The kind of text: docs, mail, commit, ...");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(result, "prompts"), prompt);
    mcp_reply(call, result, true);
}

static bool format_prompt(struct mcp *mcp, const cJSON *arguments, struct buf *out, struct error *error) {
    const char *task = json_get_text(arguments, "task");
    const char *genre = json_get_text(arguments, "genre");
    if (task) {
        buf_printf(out, "%s\n\n", task);
    }
    buf_append_text(out,
                    "Write prose the way I write it. These preferences were learned from my own texts; follow them "
                    "where they apply, and let nothing else of the text suffer for them:\n\n");
    if (!mcp_format_preferences(mcp->project, genre, out, error)) {
        return false;
    }
    mcp_format_examples(mcp, genre, out);
    return true;
}

void mcp_get_prompt(const struct mcp_call *call, const cJSON *params) {
    const char *name = json_get_text(params, "name");
    const cJSON *arguments = json_get(params, "arguments");
    struct error error = {0};
    struct buf text = {0};
    if (!name || strcmp(name, PROMPT) != 0) {
        rpc_fail(call->request, RPC_INVALID_PARAMS, "prompts/get: the only prompt is \"" PROMPT "\"");
    } else if (arguments && !cJSON_IsObject(arguments)) {
        rpc_fail(call->request, RPC_INVALID_PARAMS, "prompts/get: arguments has to be an object of strings");
    } else if (!format_prompt(call->mcp, arguments, &text, &error)) {
        rpc_fail(call->request, RPC_INTERNAL_ERROR, "%s", error.text);
    } else {
        cJSON *result = cJSON_CreateObject();
        cJSON_AddStringToObject(result, "description", "Write in the person's style");
        cJSON *message = cJSON_CreateObject();
        cJSON_AddStringToObject(message, "role", "user");
        cJSON *content = cJSON_AddObjectToObject(message, "content");
        cJSON_AddStringToObject(content, "type", "text");
        json_add_bytes(content, "text", buf_get(&text), text.len);
        cJSON_AddItemToArray(cJSON_AddArrayToObject(result, "messages"), message);
        mcp_reply(call, result, false);
    }
    buf_finish(&text);
}
