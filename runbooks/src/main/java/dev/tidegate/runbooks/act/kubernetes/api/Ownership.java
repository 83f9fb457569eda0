package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;

/** What to do about a field that another field manager owns. */
public enum Ownership {
    /** Leave it and report the owner: two writers would keep overwriting each other. */
    RESPECT,
    /** Take it: the owner lets go, or applies only when a person makes it. */
    TAKE;

    /**
     * Annotation that lets an object's fields be taken. Most objects need it: kubectl or Helm owns
     * every field of what it created, defaulted ones too, although it will not write them again
     * before the next deployment.
     */
    static final String ANNOTATION = "tidegate.dev/ownership";

    private static final String POINTER = "/metadata/annotations/" + Pointers.escape(ANNOTATION);

    /** This, unless the object's annotation allows taking its fields. */
    Ownership of(JsonNode object) {
        return object.at(POINTER).asText().equals("take") ? TAKE : this;
    }
}
