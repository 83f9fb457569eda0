package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.book.terms.Variables;
import dev.tidegate.runbooks.yaml.Fields;
import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.PlainJson;
import dev.tidegate.runbooks.yaml.Problem;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads values with {@code ${…}} placeholders, and checks their expressions. */
record Templates(Variables variables, List<Problem> problems) {

    SortedMap<String, Template> readAll(Fields f) {
        var read = new TreeMap<String, Template>();
        for (Node.Member m : f.members()) {
            if (m.value() instanceof Node.Scalar scalar) {
                read.put(m.name(), read(scalar, f.path(m.name())));
            } else {
                read.put(m.name(), new Template(PlainJson.of(m.value()), m.value().at()));
            }
        }
        return read;
    }

    Template read(Node.Scalar scalar, String path) {
        Template template = new Template(scalar.value(), scalar.at());
        for (String expression : template.expressions()) {
            for (String issue : variables.checkValue(expression)) {
                problems.add(
                        new Problem(
                                scalar.at(),
                                path,
                                issue,
                                "an expression over the parameters and before"));
            }
        }
        return template;
    }
}
