// What the server's commands and news hold; see lsp/commands.c and core/engine/report.c.

export interface Evidence { sample: number; score: number; path: string | null; excerpt: string; time: number }

export interface Preference {
    id: number; text: string; genre: string; mean: number; sampleCount: number; source: string; model: string | null;
    time: number; pinned: boolean; muted: boolean; inUse: boolean; inReach: boolean; reachNote: string | null;
    evidence: Evidence[];
}

export interface Sample {
    id: number; path: string | null; genre: string; state: string; task: string | null; text: string; time: number;
    preferences: string[];
}

export interface Position { line: number; character: number }
export interface Range { start: Position; end: Position }

export interface Rewrite {
    suggestion: number; uri: string; version: number; range: Range; before: string; after: string;
    edits: { range: Range; newText: string }[]; changes: { kind: 'same' | 'removed' | 'added'; text: string }[]; refused: number; reason: string | null; secrets?: boolean; note?: string | null; preferences: string[];
}

// prosed.status calls the phase "learning" what the news calls "busy".
export type Phase = 'idle' | 'busy' | 'learning' | 'paused' | 'capped' | 'failing';

export interface Learning { phase: Phase; done: number; total: number; waiting: number; what?: string | null; project?: string | null }

export interface Status {
    version: string; project: string; store: string; model: { write: string; learn: string; problem?: string };
    problem?: string; samples?: Record<string, number>; preferences?: { total: number; pinned: number; muted: number };
    learning: Learning;
}
