package dev.tidegate.stacks.gateway;

import com.pulumi.aws.secretsmanager.SecretsmanagerFunctions;
import com.pulumi.aws.secretsmanager.inputs.GetSecretArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import java.util.List;

/**
 * The secrets that list the keys which are served. They are made by whoever issues keys, and looked up here: a gateway waits for a list, so one
 * that is not there would be found out by gateways that never come.
 */
final class KeyLists {
    private KeyLists() {}

    /** Leave to read them, once they have been found; none where none is named. */
    static Output<List<Statement>> reading(ComponentResource parent, List<String> names) {
        if (names.isEmpty()) {
            return Output.of(List.of());
        }
        return Output.all(names.stream().map(name -> any(parent, name)).toList())
                .applyValue(
                        secrets ->
                                List.of(
                                        Statement.allow(
                                                "ReadKeys",
                                                List.of("secretsmanager:GetSecretValue"),
                                                secrets)));
    }

    /** A secret's ARN ends in six letters of AWS's own, and in others if it is made again. */
    private static Output<String> any(ComponentResource parent, String name) {
        return SecretsmanagerFunctions.getSecret(
                        GetSecretArgs.builder().name(name).build(),
                        InvokeOptions.builder().parent(parent).build())
                .applyValue(found -> found.arn().replaceAll("-[^-]{6}$", "-??????"));
    }
}
