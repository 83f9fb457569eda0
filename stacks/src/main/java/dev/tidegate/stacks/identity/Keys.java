package dev.tidegate.stacks.identity;

import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** A KMS key for a region's data at rest. */
public final class Keys extends ComponentResource {
    private final Output<String> arn;

    /** The region's key. */
    public Keys(Site site) {
        this(site, "");
    }

    /** @param prefix prefix of its alias, ending in a hyphen; empty for the region's key */
    public Keys(Site site, String prefix) {
        super("tidegate:identity:Keys", site.names().logical(prefix + "keys"), site.component());
        String name = site.names().physical(prefix + "key");
        KeyArgs.Builder args =
                KeyArgs.builder()
                        .description("What Tidegate keeps in " + site.names().region())
                        .policy(site.account(this).applyValue(Statement::ofKey))
                        .deletionWindowInDays(30)
                        .tags(site.tags("identity", name));
        site.ground()
                .access()
                .keyStore()
                .ifPresentOrElse(
                        // AWS does not rotate keys in a CloudHSM key store.
                        store -> args.customKeyStoreId(store).enableKeyRotation(false),
                        () -> args.enableKeyRotation(true));
        Key key = new Key(site.names().logical(prefix + "key"), args.build(), site.keep(this));
        new Alias(
                site.names().logical(prefix + "key", "alias"),
                AliasArgs.builder().name("alias/" + name).targetKeyId(key.id()).build(),
                site.under(this));
        arn = key.arn();
        registerOutputs(Map.of("arn", arn));
    }

    public Output<String> arn() {
        return arn;
    }
}
