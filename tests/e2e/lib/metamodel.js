// Checks messages against the protocol's machine-readable description (metaModel.json of LSP).
'use strict';
const fs = require('fs');

const BASE = {
    string: (value) => typeof value === 'string',
    URI: (value) => typeof value === 'string',
    DocumentUri: (value) => typeof value === 'string',
    RegExp: (value) => typeof value === 'string',
    boolean: (value) => typeof value === 'boolean',
    null: (value) => value === null,
    integer: (value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 31,
    uinteger: (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 31,
    decimal: (value) => typeof value === 'number',
};
const FREE = ['LSPAny', 'LSPObject', 'LSPArray'];

class Model {
    constructor(description) {
        this.types = new Map();
        for (const kind of ['structures', 'enumerations', 'typeAliases']) {
            for (const type of description[kind]) this.types.set(type.name, { ...type, kind });
        }
        this.requests = new Map(description.requests.map((request) => [request.method, request]));
        this.notifications = new Map(description.notifications.map((item) => [item.method, item]));
    }

    properties(structure) {
        const bases = [...(structure.extends || []), ...(structure.mixins || [])];
        const inherited = bases.flatMap((base) => this.properties(this.types.get(base.name)));
        return [...inherited, ...(structure.properties || [])];
    }

    checkObject(properties, value, at) {
        if (!value || typeof value !== 'object' || Array.isArray(value)) return `${at}: is no object`;
        const known = new Map(properties.map((property) => [property.name, property]));
        for (const property of known.values()) {
            if (value[property.name] === undefined) {
                if (!property.optional) return `${at}.${property.name}: is missing`;
                continue;
            }
            const fault = this.check(property.type, value[property.name], `${at}.${property.name}`);
            if (fault) return fault;
        }
        const stranger = Object.keys(value).find((key) => !known.has(key));
        return stranger === undefined ? null : `${at}.${stranger}: unknown`;
    }

    checkReference(name, value, at) {
        if (FREE.includes(name)) return null;
        const type = this.types.get(name);
        if (type.kind === 'typeAliases') return this.check(type.type, value, at);
        if (type.kind === 'structures') return this.checkObject(this.properties(type), value, at);
        const listed = type.values.some((item) => item.value === value);
        return listed || type.supportsCustomValues ? null : `${at}: ${JSON.stringify(value)} is no ${name}`;
    }

    checkArray(element, value, at) {
        if (!Array.isArray(value)) return `${at}: is no array`;
        for (let i = 0; i < value.length; i++) {
            const fault = this.check(element, value[i], `${at}[${i}]`);
            if (fault) return fault;
        }
        return null;
    }

    checkMap(type, value, at) {
        for (const key of Object.keys(value)) {
            const fault = this.check(type.value, value[key], `${at}.${key}`);
            if (fault) return fault;
        }
        return null;
    }

    checkOr(items, value, at) {
        const faults = items.map((item) => this.check(item, value, at));
        return faults.includes(null) ? null : faults.join('; ');
    }

    // Each of them may say something of the same object, so none can know all properties of it.
    checkAnd(items, value, at) {
        return this.checkObject(items.flatMap((item) => this.properties(this.types.get(item.name))), value, at);
    }

    checkTuple(items, value, at) {
        if (!Array.isArray(value) || value.length !== items.length) return `${at}: is no list of ${items.length}`;
        return items.map((item, i) => this.check(item, value[i], `${at}[${i}]`)).find(Boolean) || null;
    }

    // What is wrong with value, or null.
    check(type, value, at) {
        switch (type.kind) {
        case 'base': return BASE[type.name](value) ? null : `${at}: ${JSON.stringify(value)} is no ${type.name}`;
        case 'reference': return this.checkReference(type.name, value, at);
        case 'array': return this.checkArray(type.element, value, at);
        case 'map': return this.checkMap(type, value, at);
        case 'or': return this.checkOr(type.items, value, at);
        case 'and': return this.checkAnd(type.items, value, at);
        case 'tuple': return this.checkTuple(type.items, value, at);
        case 'literal': return this.checkObject(type.value.properties, value, at);
        case 'stringLiteral': return value === type.value ? null : `${at}: is not ${type.value}`;
        default: throw new Error(`metaModel: a ${type.kind} is not known here`);
        }
    }

    // method: of the request that this answers; null if it is no answer. from: "client" or "server".
    checkMessage(message, method, from = 'server') {
        if (message.jsonrpc !== '2.0') return 'jsonrpc is not 2.0';
        if (message.method) {
            const described = this.requests.get(message.method) || this.notifications.get(message.method);
            if (message.method.startsWith('prosed/')) return null;
            if (!described) return `${message.method}: no such method`;
            if (this.requests.has(message.method) !== (message.id !== undefined)) return 'an id too many or too few';
            if (described.messageDirection === (from === 'server' ? 'clientToServer' : 'serverToClient')) {
                return `${message.method}: is not for a ${from} to send`;
            }
            if (message.method === '$/progress') return this.checkProgress(message.params.value);
            if (described.params) return this.check(described.params, message.params, 'params');
            return (message.params ?? null) === null ? null : 'params: are too many';
        }
        if (('result' in message) === ('error' in message)) return 'has to have either a result or an error';
        if (message.error) return Number.isInteger(message.error.code) && message.error.message ? null : 'bad error';
        const request = this.requests.get(method);
        return request ? this.check(request.result, message.result, 'result') : null;
    }

    // Of work, or a part of a result, which may be anything.
    checkProgress(value) {
        const kinds = { begin: 'Begin', report: 'Report', end: 'End' };
        if (value?.kind === undefined) return null;
        if (!kinds[value.kind]) return `value.kind: no such kind: ${value.kind}`;
        return this.checkReference(`WorkDoneProgress${kinds[value.kind]}`, value, 'value');
    }
}

function loadModel(file) {
    return new Model(JSON.parse(fs.readFileSync(file, 'utf8')));
}

module.exports = { loadModel };
