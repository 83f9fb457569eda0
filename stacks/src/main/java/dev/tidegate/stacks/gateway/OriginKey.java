package dev.tidegate.stacks.gateway;

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
 * What the edge shows a region's balancer, which tells it from any other distribution of CloudFront's. The one of now and the one before are
 * taken, so that it can be turned over without an answer lost: by the setting's next number the region makes and takes another, and the edge
 * shows that as soon as the balancer takes it. The one before the last is gone then.
 */
final class OriginKey {
    private static final int LENGTH = 48;

    private final List<Output<String>> taken = new ArrayList<>();

    OriginKey(Site site, ComponentResource parent, Output<String> key) {
        int newest = site.ground().gateway().originKey();
        for (int number = newest; number > Math.max(0, newest - 2); number--) {
            taken.add(made(site, parent, key, String.valueOf(number)));
        }
    }

    /** Newest first. */
    Output<List<String>> taken() {
        return Output.all(taken);
    }

    Output<String> newest() {
        return taken.get(0);
    }

    private static Output<String> made(
            Site site, ComponentResource parent, Output<String> key, String number) {
        String name = site.names().physical("origin", number);
        Output<String> drawn =
                SecretsmanagerFunctions.getRandomPassword(
                                GetRandomPasswordArgs.builder()
                                        .passwordLength(LENGTH)
                                        // A star or a question mark would stand for anything in
                                        // the balancer's rule.
                                        .excludePunctuation(true)
                                        .build(),
                                InvokeOptions.builder().parent(parent).build())
                        .applyValue(found -> found.randomPassword())
                        .asSecret();
        return new Parameter(
                        site.names().logical("gateway", "origin", number),
                        ParameterArgs.builder()
                                .name(name)
                                .description("What the edge shows the balancer")
                                .type(Either.ofLeft("SecureString"))
                                .keyId(key)
                                .value(drawn)
                                .tags(site.tags("gateway", name))
                                .build(),
                        CustomResourceOptions.merge(
                                site.under(parent),
                                // Every run draws another one; the first stays.
                                CustomResourceOptions.builder().ignoreChanges("value").build()))
                .value()
                .asSecret();
    }
}
