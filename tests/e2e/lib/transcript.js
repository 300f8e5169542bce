// Reads a transcript: a list of steps, each {kind, line, ...}. The language is described in ../transcripts/README.md.
'use strict';
const fs = require('fs');

const MODES = ['turns', 'once', 'bytes'];

function parseJson(text, where) {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new Error(`${where}: ${error.message}\n${text}`);
    }
}

// Lines that start with white space go on with the line before.
function joinLines(text) {
    const joined = [];
    text.split('\n').forEach((line, index) => {
        if (/^\s+\S/.test(line) && joined.length) {
            joined[joined.length - 1].text += '\n' + line;
        } else if (line.trim() && !line.startsWith('#')) {
            joined.push({ text: line, line: index + 1 });
        }
    });
    return joined;
}

// "NAME TEXT" or "NAME "a string of JSON"".
function readFile(value) {
    const [, name, content] = value.match(/^(\S+)\s*([^]*)$/);
    return { name, content: content.startsWith('"') ? JSON.parse(content) : content };
}

const OPTIONS = {
    bare: (transcript) => { transcript.bare = true; },
    client: (transcript, value, where) => { transcript.client = parseJson(value, where); },
    initialize: (transcript, value, where) => { transcript.initialize = parseJson(value, where); },
    only: (transcript, value) => { transcript.modes = value.split(/\s+/); },
    ignore: (transcript, value) => { transcript.ignored.push(...value.split(/\s+/)); },
    env: (transcript, value) => {
        const [, name, text] = value.match(/^(\w+)=(.*)$/);
        transcript.env[name] = text;
    },
    file: (transcript, value) => {
        const { name, content } = readFile(value);
        transcript.files[name] = content;
    },
    exit: (transcript, value) => { transcript.exit = Number(value); },
    parent: (transcript, value) => { transcript.parent = Number(value); },
    stderr: (transcript, value) => { transcript.stderr.push(new RegExp(value.replace(/^\/|\/$/g, ''))); },
};

// Steps that are neither messages nor options.
const ACTIONS = ['deaf', 'long', 'many', 'until', 'sync', 'eof', 'kill', 'raw', 'body', 'flood', 'nest', 'sleep', 'stall', 'write'];

function readStep(transcript, { text, line }, file) {
    const where = `${file}:${line}`;
    if (text.startsWith('-->')) {
        transcript.steps.push({ kind: 'send', where, message: parseJson(text.slice(3), where) });
    } else if (text.startsWith('<--')) {
        transcript.steps.push({ kind: 'expect', where, message: parseJson(text.slice(3), where) });
    } else {
        const [, word, value] = text.match(/^!(\w+)\s*([^]*)$/) || [];
        if (OPTIONS[word]) {
            OPTIONS[word](transcript, value, where);
        } else if (ACTIONS.includes(word)) {
            transcript.steps.push({ kind: word, where, value });
        } else {
            throw new Error(`${where}: what is this? ${text}`);
        }
    }
}

function readTranscript(file) {
    const transcript = {
        file, bare: false, client: {}, initialize: {}, modes: MODES, ignored: [], env: {}, files: {}, exit: null, parent: 0,
        stderr: [], steps: [],
    };
    for (const step of joinLines(fs.readFileSync(file, 'utf8'))) {
        readStep(transcript, step, file);
    }
    return transcript;
}

module.exports = { readTranscript, readFile };
