package dev.tidegate.stacks.site;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.inputs.GetCallerIdentityArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.Tier;
import java.util.Map;
import java.util.TreeMap;

/** One environment in one region, as its components see it. */
public final class Site {
    private final Ground ground;
    private final Names names;
    private final ProviderResource provider;

    public Site(Ground ground, Names names, ProviderResource provider) {
        this.ground = ground;
        this.names = names;
        this.provider = provider;
    }

    public Ground ground() {
        return ground;
    }

    public Names names() {
        return names;
    }

    public boolean can(Capability capability) {
        return ground.can(capability);
    }

    public boolean isProduction() {
        return ground.tier() == Tier.PROD;
    }

    /** Options of a component at this site. */
    public ComponentResourceOptions component() {
        return ComponentResourceOptions.builder().provider(provider).build();
    }

    /** Options of a component within another. */
    public ComponentResourceOptions inside(Resource parent) {
        return ComponentResourceOptions.builder().parent(parent).provider(provider).build();
    }

    /** Options of a component's resources. */
    public CustomResourceOptions under(Resource parent) {
        return CustomResourceOptions.builder().parent(parent).provider(provider).build();
    }

    /** Options of resources whose content this program cannot restore: protected where the environment asks for it. */
    public CustomResourceOptions keep(Resource parent) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .provider(provider)
                .protect(ground.deletionProtection())
                .build();
    }

    /** The account's number, looked up. */
    public Output<String> account(Resource parent) {
        return AwsFunctions.getCallerIdentity(
                        GetCallerIdentityArgs.Empty, InvokeOptions.builder().parent(parent).build())
                .applyValue(caller -> caller.accountId());
    }

    /** ARN pattern of a component's Auto Scaling group, for policies; account and group identifier are wildcards. */
    public String groupArn(String room) {
        return "arn:aws:autoscaling:"
                + names.region()
                + ":*:autoScalingGroup:*:autoScalingGroupName/"
                + names.physical(room);
    }

    /** Tags of every resource: owner, environment, component and name. */
    public Map<String, String> tags(String room, String name) {
        Map<String, String> tags = new TreeMap<>();
        tags.put("Name", name);
        tags.put("tidegate:environment", ground.environment());
        tags.put("tidegate:owner", ground.owner());
        tags.put("tidegate:room", room);
        return tags;
    }
}
