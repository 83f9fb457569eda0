package dev.tidegate.stacks.gateway;

import com.pulumi.aws.secretsmanager.SecretsmanagerFunctions;
import com.pulumi.aws.secretsmanager.inputs.GetSecretArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Statement;
import java.util.List;

/**
 * The secrets that list the accepted API keys. Whoever issues keys creates them; here they are only looked up, so that the preview finds a
 * missing one. A gateway does not start without a list.
 */
final class KeyLists {
    private KeyLists() {}

    /** Permission to read the secrets that were found; empty where none is configured. */
    static Output<List<Statement>> readPermissions(ComponentResource parent, List<String> names) {
        if (names.isEmpty()) {
            return Output.of(List.of());
        }
        return Output.all(names.stream().map(name -> anyVersion(parent, name)).toList())
                .applyValue(secrets -> List.of(readPermission(secrets)));
    }

    private static Statement readPermission(List<String> secrets) {
        return Statement.allow("ReadKeys", List.of("secretsmanager:GetSecretValue"), secrets);
    }

    /** The ARN with a wildcard for the random suffix that AWS appends, which changes when the secret is created again. */
    private static Output<String> anyVersion(ComponentResource parent, String name) {
        return SecretsmanagerFunctions.getSecret(
                        GetSecretArgs.builder().name(name).build(),
                        InvokeOptions.builder().parent(parent).build())
                .applyValue(found -> found.arn().replaceAll("-[^-]{6}$", "-??????"));
    }
}
