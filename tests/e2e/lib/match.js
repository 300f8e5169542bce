// Holds a message against what a transcript expects of it.
//
// Objects may have more members than expected unless the pattern has "=": true; arrays have to have the same length.
// "*" is anything that is there, "<int>" "<text>" "<bool>" a value of that type, "/.../" a regular expression, "!" is
// nothing at all (the member must be absent). "$name" is anything the first time and the same thing ever after.
'use strict';

const TYPES = {
    '<int>': (value) => Number.isInteger(value),
    '<number>': (value) => typeof value === 'number',
    '<text>': (value) => typeof value === 'string',
    '<bool>': (value) => typeof value === 'boolean',
    '<list>': (value) => Array.isArray(value),
};

function sameText(pattern, value, names) {
    if (pattern === '*') return value !== undefined;
    if (pattern === '!') return value === undefined;
    if (TYPES[pattern]) return TYPES[pattern](value);
    if (/^\$\w+$/.test(pattern)) {
        if (!(pattern in names)) names[pattern] = value;
        return value !== undefined && JSON.stringify(names[pattern]) === JSON.stringify(value);
    }
    if (/^\/.*\/s?$/s.test(pattern)) {
        const [, source] = pattern.match(/^\/(.*)\/s?$/s);
        return typeof value === 'string' && new RegExp(source, 's').test(value);
    }
    return pattern === value;
}

// Where value differs from pattern, as a path, or null. Fills names.
function findDifference(pattern, value, names, at = '') {
    if (typeof pattern === 'string') {
        return sameText(pattern, value, names) ? null : at || '.';
    }
    if (Array.isArray(pattern)) {
        if (!Array.isArray(value) || value.length !== pattern.length) return at || '.';
        for (let i = 0; i < pattern.length; i++) {
            const difference = findDifference(pattern[i], value[i], names, `${at}[${i}]`);
            if (difference) return difference;
        }
        return null;
    }
    if (pattern && typeof pattern === 'object') {
        if (!value || typeof value !== 'object' || Array.isArray(value)) return at || '.';
        if (pattern['=']) {
            const extra = Object.keys(value).find((key) => !(key in pattern));
            if (extra) return `${at}.${extra}`;
        }
        for (const key of Object.keys(pattern)) {
            if (key === '=') continue;
            const difference = findDifference(pattern[key], value[key], names, `${at}.${key}`);
            if (difference) return difference;
        }
        return null;
    }
    return pattern === value ? null : at || '.';
}

// A copy of value with "$name" and "${name}" filled in; undefined names throw.
function fillIn(value, names) {
    if (typeof value === 'string') {
        const [, name, part] = /^(\$\w+)(?:\.(0|rest))?$/.exec(value) || [];
        if (name in names && part) return part === '0' ? names[name].slice(0, 1) : names[name].slice(1);
        if (name in names) return names[name];
        return value.replace(/\$\{(\w+)\}/g, (whole, name) => {
            if (!(`$${name}` in names)) throw new Error(`${whole} is not known`);
            return names[`$${name}`];
        });
    }
    if (Array.isArray(value)) return value.map((item) => fillIn(item, names));
    if (value && typeof value === 'object') {
        return Object.fromEntries(
            Object.entries(value).map(([key, item]) => [fillIn(key, names), fillIn(item, names)]));
    }
    return value;
}

// The names in a message that have to be known before it can be sent.
function findNames(value) {
    return [...JSON.stringify(value).matchAll(/"(\$\w+)(?:\.\w+)?"/g)].map((match) => match[1]);
}

module.exports = { findDifference, fillIn, findNames };
