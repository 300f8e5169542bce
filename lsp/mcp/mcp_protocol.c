/* Two revisions in one table. A request that names its revision in _meta is answered by itself (2026-07-28); one that
 * does not belongs to the handshake (2025-11-25). Both may come over one pipe. */
#include "lsp/mcp/mcp_server.h"

#include <string.h>

#define STATELESS "2026-07-28"
#define META      "io.modelcontextprotocol/"

/* Those with a handshake, newest first. The older one differs in nothing that is used here. */
static const char *const HANDSHAKES[] = {"2025-11-25", "2025-06-18"};
#define HANDSHAKE_COUNT (sizeof HANDSHAKES / sizeof *HANDSHAKES)

#define UNSUPPORTED_VERSION ((enum rpc_code) - 32022) /* UnsupportedProtocolVersionError */

static const char INSTRUCTIONS[] =
    "prosed knows how the person you write for writes. Before you write prose in their name (README, mail, commit "
    "message, documentation), read their preferences; when a draft is done, call check, and rewrite for what it "
    "names. Nothing you send is learned from, and nothing can be changed here.";

static cJSON *add_info(cJSON *object, const char *name) {
    cJSON *info = cJSON_AddObjectToObject(object, name);
    cJSON_AddStringToObject(info, "name", "prosed");
    cJSON_AddStringToObject(info, "title", "prosed");
    cJSON_AddStringToObject(info, "version", PROSED_VERSION);
    return info;
}

void mcp_reply(const struct mcp_call *call, cJSON *result, bool cacheable) {
    if (call->stateless) {
        cJSON_AddStringToObject(result, "resultType", "complete");
        if (cacheable) {
            cJSON_AddNumberToObject(result, "ttlMs", 0); /* the store may change with the next save */
            cJSON_AddStringToObject(result, "cacheScope", "private");
        }
        add_info(cJSON_AddObjectToObject(result, "_meta"), META "serverInfo");
    }
    rpc_reply(call->request, result);
}

static void add_capabilities(cJSON *result) {
    cJSON *capabilities = cJSON_AddObjectToObject(result, "capabilities");
    cJSON_AddObjectToObject(capabilities, "tools");
    cJSON_AddObjectToObject(capabilities, "resources");
    cJSON_AddObjectToObject(capabilities, "prompts");
    cJSON_AddStringToObject(result, "instructions", INSTRUCTIONS);
}

static void initialize(const struct mcp_call *call, const cJSON *params) {
    const char *asked = json_get_text(params, "protocolVersion");
    const char *version = HANDSHAKES[0];
    if (!asked || !cJSON_IsObject(json_get(params, "capabilities"))) {
        rpc_fail(call->request, RPC_INVALID_PARAMS, "initialize: protocolVersion and capabilities are needed");
        return;
    }
    for (size_t i = 0; i < HANDSHAKE_COUNT; i++) {
        version = strcmp(asked, HANDSHAKES[i]) == 0 ? HANDSHAKES[i] : version;
    }
    cJSON *result = cJSON_CreateObject();
    cJSON_AddStringToObject(result, "protocolVersion", version);
    add_info(result, "serverInfo");
    add_capabilities(result);
    call->mcp->handshake = true;
    mcp_reply(call, result, false);
}

static void ping(const struct mcp_call *call, const cJSON *params) {
    (void)params;
    mcp_reply(call, cJSON_CreateObject(), false);
}

static cJSON *list_versions(void) {
    cJSON *versions = cJSON_CreateArray();
    cJSON_AddItemToArray(versions, cJSON_CreateString(STATELESS));
    for (size_t i = 0; i < HANDSHAKE_COUNT; i++) {
        cJSON_AddItemToArray(versions, cJSON_CreateString(HANDSHAKES[i]));
    }
    return versions;
}

static void discover(const struct mcp_call *call, const cJSON *params) {
    (void)params;
    cJSON *result = cJSON_CreateObject();
    cJSON_AddItemToObject(result, "supportedVersions", list_versions());
    add_capabilities(result);
    mcp_reply(call, result, true);
}

enum era { HANDSHAKE = 1, BY_ITSELF = 2, BEFORE = 4 /* ... the handshake, too */ };

static const struct method {
    const char *name;
    mcp_handler *handler;
    unsigned eras;
} METHODS[] = {
    {"initialize", initialize, HANDSHAKE | BEFORE},
    {"ping", ping, HANDSHAKE | BEFORE},
    {"prompts/get", mcp_get_prompt, HANDSHAKE | BY_ITSELF},
    {"prompts/list", mcp_list_prompts, HANDSHAKE | BY_ITSELF},
    {"resources/list", mcp_list_resources, HANDSHAKE | BY_ITSELF},
    {"resources/read", mcp_read_resource, HANDSHAKE | BY_ITSELF},
    {"resources/templates/list", mcp_list_resource_templates, HANDSHAKE | BY_ITSELF},
    {"server/discover", discover, BY_ITSELF},
    {"tools/call", mcp_call_tool, HANDSHAKE | BY_ITSELF},
    {"tools/list", mcp_list_tools, HANDSHAKE | BY_ITSELF},
};

static const struct method *find_method(const char *name, bool stateless) {
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
        if (strcmp(METHODS[i].name, name) == 0 && METHODS[i].eras & (stateless ? BY_ITSELF : HANDSHAKE)) {
            return &METHODS[i];
        }
    }
    return NULL;
}

/* What a request of the revision without a handshake has to say of itself; false: it has been answered. */
static bool check_meta(struct rpc_request *request, const cJSON *meta) {
    const char *version = json_get_text(meta, META "protocolVersion");
    if (!version || !cJSON_IsObject(json_get(meta, META "clientCapabilities"))) {
        rpc_fail(request, RPC_INVALID_PARAMS,
                 "_meta has to hold " META "protocolVersion, a string, and " META "clientCapabilities, an object");
        return false;
    }
    if (strcmp(version, STATELESS) != 0) {
        cJSON *data = cJSON_CreateObject();
        cJSON_AddItemToObject(data, "supported", list_versions());
        cJSON_AddStringToObject(data, "requested", version);
        rpc_fail_data(request, UNSUPPORTED_VERSION, "Unsupported protocol version", data);
        return false;
    }
    return true;
}

void mcp_run(struct mcp *mcp, struct rpc_request *request, const char *name, const cJSON *params) {
    const cJSON *meta = json_get(params, "_meta");
    bool stateless = strcmp(name, "initialize") != 0 &&
                     (json_get(meta, META "protocolVersion") || json_get(meta, META "clientCapabilities"));
    const struct method *method = find_method(name, stateless);
    struct mcp_call call = {mcp, request, stateless};
    if (cJSON_IsArray(params)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "%.100s: params has to be an object", name);
    } else if (stateless && !check_meta(request, meta)) {
        return;
    } else if (!method) {
        rpc_fail(request, RPC_METHOD_NOT_FOUND, "%.100s: this server has no such method", name);
    } else if (!stateless && !mcp->handshake && !(method->eras & BEFORE)) {
        rpc_fail(request, RPC_INVALID_PARAMS,
                 "%.100s: send initialize first, or name the revision of the protocol in _meta", name);
    } else {
        method->handler(&call, params);
    }
}
