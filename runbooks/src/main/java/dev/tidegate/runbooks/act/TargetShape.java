package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Coordinates and fields of the targets of one kind, known without any call: books are checked
 * against it.
 *
 * @param required coordinates without which the target cannot be found
 * @param optional coordinates that may be given in addition
 * @param fields the fields that can be read, some of which can be set
 * @param openFields whether fields beyond the named ones may be set, as with keys of a map
 * @param restorable whether writing the before-image undoes a change; a message that was sent has
 *     none
 */
public record TargetShape(
        Set<String> required,
        Set<String> optional,
        List<FieldShape> fields,
        boolean openFields,
        boolean restorable) {

    public TargetShape {
        required = Set.copyOf(required);
        optional = Set.copyOf(optional);
        fields = List.copyOf(fields);
    }

    /** A kind with exactly these fields, whose changes can be undone. */
    public static TargetShape of(Set<String> required, List<FieldShape> fields) {
        return new TargetShape(required, Set.of(), fields, false, true);
    }

    public TargetShape withOptional(Set<String> names) {
        return new TargetShape(required, names, fields, openFields, restorable);
    }

    public TargetShape withOpenFields() {
        return new TargetShape(required, optional, fields, true, restorable);
    }

    public TargetShape irreversible() {
        return new TargetShape(required, optional, fields, openFields, false);
    }

    /** Why a change cannot be undone; empty when it can be. */
    public Optional<String> noUndo() {
        return restorable ? Optional.empty() : Optional.of("it cannot be taken back");
    }

    public Optional<FieldShape> field(String name) {
        return fields.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** What is wrong with these desired values, one sentence each; empty when nothing is. */
    public List<String> objections(Map<String, JsonNode> desired) {
        var found = new ArrayList<String>();
        desired.forEach(
                (name, value) -> {
                    Optional<FieldShape> shape = field(name);
                    if (shape.isEmpty() && !openFields) {
                        found.add("unknown field \"" + name + "\", expected one of " + settable());
                    } else if (shape.isPresent() && !shape.get().settable()) {
                        found.add("field \"" + name + "\" can only be read");
                    } else if (shape.isPresent() && !shape.get().type().admits(value)) {
                        String expected = shape.get().type().expectation();
                        found.add("field \"" + name + "\" must be " + expected + ", was " + value);
                    }
                });
        return found;
    }

    private List<String> settable() {
        return fields.stream().filter(FieldShape::settable).map(FieldShape::name).toList();
    }
}
