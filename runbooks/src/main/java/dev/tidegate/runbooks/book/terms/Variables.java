package dev.tidegate.runbooks.book.terms;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The declared variables of a book, and checking and evaluation of CEL expressions over them. */
public final class Variables {
    /** Variable that holds the current fields of a step's target. */
    public static final String BEFORE = "before";

    private final Map<String, CelType> types;
    private @Nullable Cel cel;

    private Variables(Map<String, CelType> types) {
        this.types = types;
    }

    public static Variables of(List<Parameter> parameters) {
        var types = new TreeMap<String, Parameter.Type>();
        parameters.forEach(p -> types.put(p.name(), p.type()));
        return typed(types);
    }

    static Variables typed(Map<String, Parameter.Type> parameters) {
        var types = new TreeMap<String, CelType>();
        parameters.forEach((name, type) -> types.put(name, type(type)));
        return new Variables(types);
    }

    public Variables withBefore() {
        var extended = new TreeMap<>(types);
        extended.put(BEFORE, MapType.create(SimpleType.STRING, SimpleType.DYN));
        return new Variables(extended);
    }

    private static CelType type(Parameter.Type type) {
        return switch (type) {
            case COUNT -> SimpleType.INT;
            case NUMBER -> SimpleType.DOUBLE;
            case FLAG -> SimpleType.BOOL;
            case DURATION -> SimpleType.DURATION;
            case TEXT, TARGET -> SimpleType.STRING;
        };
    }

    boolean declares(String name) {
        return types.containsKey(name);
    }

    /** What is wrong with a condition, one message each. */
    public List<String> check(String condition) {
        return issues(cel().compile(condition), true);
    }

    /** What is wrong with an expression of any type. */
    public List<String> checkValue(String expression) {
        return declares(expression) ? List.of() : issues(cel().compile(expression), false);
    }

    private static List<String> issues(CelValidationResult result, boolean condition) {
        if (result.hasError()) {
            return result.getErrors().stream().map(CelIssue::getMessage).toList();
        }
        try {
            CelType type = result.getAst().getResultType();
            return condition && !type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)
                    ? List.of("yields " + type.name() + " instead of true or false")
                    : List.of();
        } catch (CelValidationException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    Object evaluate(String expression, Map<String, Object> values) {
        try {
            CelAbstractSyntaxTree ast = cel().compile(expression).getAst();
            return cel().createProgram(ast).eval(values);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(
                    "cannot evaluate \"" + expression + "\": " + e.getMessage(), e);
        }
    }

    private Cel cel() {
        if (cel == null) {
            CelBuilder builder = CelFactory.plannerCelBuilder();
            types.forEach(builder::addVar);
            cel = builder.build();
        }
        return cel;
    }
}
