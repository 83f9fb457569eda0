package dev.tidegate.stacks.program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.resources.StackOptions;
import dev.tidegate.stacks.rules.RuleEnforcement;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.load.GroundLoader;
import dev.tidegate.stacks.settings.load.LoadOutcome;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What {@code pulumi up} runs. */
public final class Main {
    private static final String WORKERS = "java.util.concurrent.ForkJoinPool.common.parallelism";
    private static final int ENOUGH = 4;

    private Main() {}

    public static void main(String[] args) {
        provideWorkers();
        Gate gate = new Gate();
        Pulumi.withOptions(StackOptions.builder().resourceTransformations(gate).build())
                .run(
                        context -> {
                            Ground ground =
                                    settings(
                                            context.config().require("ground"),
                                            context.stackName());
                            provision(
                                    context,
                                    ground,
                                    gate.close(
                                            new RuleEnforcement(ground.tier(), ground.retired())));
                        });
    }

    /**
     * The SDK waits for its tasks by asking again and again in the pool that they run in. From Java 25 on that pool has a single
     * worker where there are two processors, which then asks for ever. Must be called before anything uses the pool.
     */
    private static void provideWorkers() {
        int workers = Runtime.getRuntime().availableProcessors() - 1; // by default
        if (System.getProperty(WORKERS) == null && workers < ENOUGH) {
            System.setProperty(WORKERS, String.valueOf(ENOUGH));
        }
    }

    /** Must stand before the stack is made, while only the stack's settings say what to let through: open until then. */
    private static final class Gate implements ResourceTransformation {
        private Optional<RuleEnforcement> guard = Optional.empty();

        synchronized RuleEnforcement close(RuleEnforcement by) {
            guard = Optional.of(by);
            return by;
        }

        @Override
        public synchronized Optional<Result> apply(Args args) {
            return guard.flatMap(standing -> standing.apply(args));
        }
    }

    /** Provisions a ground; every resource must pass the guard, which the caller has put in its way. */
    static void provision(Context context, Ground ground, RuleEnforcement guard) {
        SortedMap<String, Output<?>> outputs = new Provisioned(ground).outputs();
        guard.close(outputs);
        outputs.forEach(context::export);
    }

    private static Ground settings(String document, String stack) {
        LoadOutcome outcome = GroundLoader.load(document);
        if (outcome instanceof LoadOutcome.Invalid invalid) {
            throw new RunException(
                    invalid.problems().stream()
                            .map(problem -> "  " + problem)
                            .collect(
                                    Collectors.joining(
                                            "\n",
                                            "Pulumi." + stack + ".yaml, tidegate:ground:\n",
                                            "")));
        }
        return ((LoadOutcome.Loaded) outcome).ground();
    }
}
