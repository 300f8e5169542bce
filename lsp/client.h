/* What the client said about itself in initialize, read once. */
#ifndef PROSED_CLIENT_H
#define PROSED_CLIENT_H

#include "core/base/json.h"
#include "lsp/convert.h"

struct client {
    enum encoding encoding;      /* the first one the client lists that we know */
    bool miscounts;              /* it does not count as it said (step.h): never sure of it again */
    bool inline_completion;      /* textDocument.inlineCompletion */
    bool code_action_literals;   /* takes CodeAction objects, not just commands */
    bool resolve_edit;           /* asks for the edit of a code action when it is chosen */
    bool hover_markdown;         /* takes Markdown in a hover */
    bool related_information;    /* takes it with diagnostics */
    bool apply_edit;             /* workspace/applyEdit */
    bool document_changes;       /* edits may carry the version they are for */
    bool work_done_progress;     /* progress started by the server */
    bool configuration;          /* workspace/configuration */
    bool register_configuration; /* wants to be asked to report changed settings */
    bool register_watched_files; /* ... and changed files */
    bool news;                   /* experimental.prosed.news: takes prosed/preferencesChanged, prosed/learning */
};

void client_parse(struct client *client, const cJSON *capabilities);

#endif
