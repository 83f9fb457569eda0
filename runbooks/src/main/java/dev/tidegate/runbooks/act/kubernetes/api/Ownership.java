package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;

/** What to do about a field that server-side apply says belongs to somebody else. */
public enum Ownership {
    /** Leave it, and name the owner: two writers would take turns. */
    RESPECT,
    /** Take it: the owner is one that lets go, or applies only when a person does. */
    TAKE;

    /**
     * Whoever may annotate an object may let its fields be taken. Most objects need it: what kubectl or Helm created belongs
     * to them in every field, the filled-in ones too, although they will not write it again before the next deployment.
     */
    static final String ANNOTATION = "tidegate.dev/ownership";

    private static final String POINTER = "/metadata/annotations/" + Pointers.escape(ANNOTATION);

    /** This, unless the object itself says that its fields may be taken. */
    Ownership of(JsonNode object) {
        return object.at(POINTER).asText().equals("take") ? TAKE : this;
    }
}
