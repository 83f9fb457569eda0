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
 * Passwords of one user, who may be the edge: drawn here, kept by the parameter store under the region's key, and fetched by who may. The one of now and
 * the one before are good, so that they can be turned over without an answer lost: by the setting's next number there is another, and the one before the
 * last is gone.
 */
public final class Passwords {
    private static final int LENGTH = 48;

    private final List<Parameter> kept = new ArrayList<>();

    /** @param newest number of the one that is shown from now on */
    public Passwords(
            Site site,
            ComponentResource parent,
            Output<String> key,
            String room,
            String user,
            int newest) {
        for (int number = newest; number > Math.max(0, newest - 2); number--) {
            kept.add(kept(site, parent, key, room, user, String.valueOf(number)));
        }
    }

    /** Leave to fetch the passwords of a user, whatever their number; to decrypt them is leave of its own. */
    public static Statement fetching(Site site, String room, String user) {
        return Statement.allow(
                "FetchPassword",
                List.of("ssm:GetParameter"),
                List.of(
                        "arn:aws:ssm:"
                                + site.names().region()
                                + ":*:parameter/"
                                + site.names().physical(room, user, "*")));
    }

    /** Name of the parameter that holds the one to show. */
    public Output<String> parameter() {
        return kept.get(0).name();
    }

    /** The one to show: a secret. */
    public Output<String> newest() {
        return kept.get(0).value().asSecret();
    }

    /** Those that are good, newest first: secrets. */
    public Output<List<String>> good() {
        return Output.all(kept.stream().map(one -> one.value().asSecret()).toList());
    }

    private static Parameter kept(
            Site site,
            ComponentResource parent,
            Output<String> key,
            String room,
            String user,
            String number) {
        String name = site.names().physical(room, user, number);
        Output<String> drawn =
                SecretsmanagerFunctions.getRandomPassword(
                                GetRandomPasswordArgs.builder()
                                        .passwordLength(LENGTH)
                                        // They stand in files and environments of many forms, and a
                                        // star or a question mark
                                        // for anything in a balancer's rule.
                                        .excludePunctuation(true)
                                        .build(),
                                InvokeOptions.builder().parent(parent).build())
                        .applyValue(found -> found.randomPassword())
                        .asSecret();
        return new Parameter(
                site.names().logical(room, "password", user, number),
                ParameterArgs.builder()
                        .name(name)
                        .description("What " + user + " shows the " + room)
                        .type(Either.ofLeft("SecureString"))
                        .keyId(key)
                        .value(drawn)
                        .tags(site.tags(room, name))
                        .build(),
                CustomResourceOptions.merge(
                        site.under(parent),
                        // Every run draws another one; the first stays.
                        CustomResourceOptions.builder().ignoreChanges("value").build()));
    }
}
