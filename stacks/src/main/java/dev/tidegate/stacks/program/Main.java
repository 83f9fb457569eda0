package dev.tidegate.stacks.program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.exceptions.RunException;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.GroundLoader;
import dev.tidegate.stacks.settings.LoadOutcome;
import java.util.stream.Collectors;

/** What {@code pulumi up} runs. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Pulumi.run(Main::provision);
    }

    static void provision(Context context) {
        Ground ground = settings(context);
        new Provisioned(ground).outputs().forEach(context::export);
    }

    private static Ground settings(Context context) {
        String document = context.config().require("ground");
        LoadOutcome outcome = GroundLoader.load(document);
        if (outcome instanceof LoadOutcome.Invalid invalid) {
            throw new RunException(
                    invalid.problems().stream()
                            .map(problem -> "  " + problem)
                            .collect(
                                    Collectors.joining(
                                            "\n",
                                            "Pulumi."
                                                    + context.stackName()
                                                    + ".yaml, tidegate:ground:\n",
                                            "")));
        }
        return ((LoadOutcome.Loaded) outcome).ground();
    }
}
