package dev.tidegate.stacks.identity;

import com.pulumi.aws.secretsmanager.SecretsmanagerFunctions;
import com.pulumi.aws.secretsmanager.inputs.GetRandomPasswordArgs;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * Passwords of one client: generated here and stored as SSM parameters under the region's key. The newest and the one before are both valid, so that
 * rotation drops no request: raising the setting's number by one creates another and removes the oldest.
 */
public final class Passwords {
    private static final int LENGTH = 48;

    private final List<Parameter> parameters = new ArrayList<>();

    /** @param newest number of the password that clients send from now on */
    public Passwords(
            Site site,
            ComponentResource parent,
            Output<String> key,
            String room,
            String user,
            int newest) {
        for (int number = newest; number > Math.max(0, newest - 2); number--) {
            parameters.add(parameter(site, parent, key, room, user, String.valueOf(number)));
        }
    }

    /** Permission to read a user's passwords of any number; decrypting them is a separate permission. */
    public static Statement readPermission(Site site, String room, String user) {
        return Statement.allow(
                "FetchPassword",
                List.of("ssm:GetParameter"),
                List.of(
                        "arn:aws:ssm:"
                                + site.names().region()
                                + ":*:parameter/"
                                + site.names().physical(room, user, "*")));
    }

    /** Name of the SSM parameter with the newest password. */
    public Output<String> parameter() {
        return parameters.get(0).name();
    }

    /** The newest password: a secret. */
    public Output<String> newest() {
        return parameters.get(0).value().asSecret();
    }

    /** The valid passwords, newest first: secrets. */
    public Output<List<String>> valid() {
        return Output.all(parameters.stream().map(each -> each.value().asSecret()).toList());
    }

    private static Parameter parameter(
            Site site,
            ComponentResource parent,
            Output<String> key,
            String room,
            String user,
            String number) {
        String name = site.names().physical(room, user, number);
        return new Parameter(
                site.names().logical(room, "password", user, number),
                ParameterArgs.builder()
                        .name(name)
                        .description("What " + user + " shows the " + room)
                        .type(Either.ofLeft("SecureString"))
                        .keyId(key)
                        .value(generated(parent))
                        .tags(site.tags(room, name))
                        .build(),
                CustomResourceOptions.merge(
                        site.under(parent),
                        // Every run generates a value; only the first is stored.
                        CustomResourceOptions.builder().ignoreChanges("value").build()));
    }

    /**
     * A random password. No special characters: it ends up in files and environments of several syntaxes, and * and ? are wildcards in load
     * balancer rules.
     */
    private static Output<String> generated(ComponentResource parent) {
        return SecretsmanagerFunctions.getRandomPassword(
                        GetRandomPasswordArgs.builder()
                                .passwordLength(LENGTH)
                                .excludePunctuation(true)
                                .build(),
                        InvokeOptions.builder().parent(parent).build())
                .applyValue(found -> found.randomPassword())
                .asSecret();
    }
}
