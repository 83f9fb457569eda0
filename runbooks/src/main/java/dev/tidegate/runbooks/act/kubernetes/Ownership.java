package dev.tidegate.runbooks.act.kubernetes;

/** What to do about a field that server-side apply says belongs to somebody else. */
public enum Ownership {
    /** Leave it, and name the owner: two writers would take turns. */
    RESPECT,
    /** Take it: the owner is one that lets go, or applies only when a person does. */
    TAKE
}
