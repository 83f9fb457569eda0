package dev.tidegate.stacks.identity;

import com.pulumi.aws.iam.IamFunctions;
import com.pulumi.aws.iam.OpenIdConnectProvider;
import com.pulumi.aws.iam.OpenIdConnectProviderArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.iam.inputs.GetOpenIdConnectProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.settings.AccessSettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Access for the delivery pipeline: a role that one branch of one repository assumes by OIDC, without a stored key. It may upload a release and
 * start the refresh of the daemon's instances; it cannot provision anything.
 */
public final class Delivery extends ComponentResource {
    private static final String ISSUER = "token.actions.githubusercontent.com";

    private final Output<String> role;

    public Delivery(Site site, String repository, List<String> regionCodes) {
        super("tidegate:identity:Delivery", site.names().logical("delivery"), site.component());
        String name = site.names().physical("delivery");
        Role deliverer = role(site, name, repository);
        new RolePolicy(
                site.names().logical("delivery", "policy"),
                RolePolicyArgs.builder()
                        .name(name)
                        .role(deliverer.name())
                        .policy(Statement.document(permissions(site, regionCodes)))
                        .build(),
                site.under(this));
        role = deliverer.arn();
        registerOutputs(Map.of("role", role));
    }

    public Output<String> role() {
        return role;
    }

    private Role role(Site site, String name, String repository) {
        String branch = "refs/heads/" + site.ground().access().branch();
        Map<String, String> claims =
                Map.of(
                        ISSUER + ":aud",
                        "sts.amazonaws.com",
                        ISSUER + ":sub",
                        "repo:" + repository + ":ref:" + branch);
        return new Role(
                site.names().logical("delivery", "role"),
                RoleArgs.builder()
                        .name(name)
                        .assumeRolePolicy(issuer(site, name).applyValue(arn -> trust(arn, claims)))
                        .maxSessionDuration(3600)
                        .tags(site.tags("identity", name))
                        .build(),
                site.under(this));
    }

    private static String trust(String issuer, Map<String, String> claims) {
        return Statement.trust(
                "Federated",
                issuer,
                "sts:AssumeRoleWithWebIdentity",
                Map.of("StringEquals", claims));
    }

    /** The account's OIDC provider for the pipeline. An account can have one for each issuer, so a second environment must reuse it. */
    private Output<String> issuer(Site site, String name) {
        if (site.ground().access().issuer() == AccessSettings.Issuer.FIND) {
            return IamFunctions.getOpenIdConnectProvider(
                            GetOpenIdConnectProviderArgs.builder().url("https://" + ISSUER).build(),
                            InvokeOptions.builder().parent(this).build())
                    .applyValue(found -> found.arn());
        }
        return new OpenIdConnectProvider(
                        site.names().logical("delivery", "issuer"),
                        OpenIdConnectProviderArgs.builder()
                                .url("https://" + ISSUER)
                                .clientIdLists("sts.amazonaws.com")
                                .tags(site.tags("identity", name))
                                .build(),
                        // Other environments of the account may use it, too.
                        site.keep(this))
                .arn();
    }

    private static List<Statement> permissions(Site site, List<String> regionCodes) {
        String prefix = "tidegate-" + site.names().environment() + "-";
        List<Statement> statements = new ArrayList<>(uploadPermissions(prefix, regionCodes));
        regionCodes.forEach(code -> statements.add(encryptPermission(prefix, code)));
        statements.addAll(refreshPermissions(prefix, regionCodes));
        return statements;
    }

    private static List<Statement> uploadPermissions(String prefix, List<String> regionCodes) {
        List<String> buckets =
                regionCodes.stream()
                        .map(code -> "arn:aws:s3:::" + prefix + code + "-documents-*")
                        .toList();
        return List.of(
                // Deleting is needed: jars of the last release that this one lacks would stay on
                // the daemons' class path.
                Statement.allow(
                        "LayDownRelease",
                        List.of("s3:DeleteObject", "s3:PutObject"),
                        buckets.stream().map(bucket -> bucket + "/releases/*").toList()),
                Statement.allow("ListRelease", List.of("s3:ListBucket"), buckets)
                        .when("StringLike", "s3:prefix", "releases/*"));
    }

    /** Only the key's alias is known here; multipart uploads need to decrypt, too. */
    private static Statement encryptPermission(String prefix, String regionCode) {
        return Statement.allow(
                        "Encrypt" + regionCode,
                        List.of("kms:Decrypt", "kms:GenerateDataKey"),
                        List.of("arn:aws:kms:*:*:key/*"))
                .when(
                        "ForAnyValue:StringEquals",
                        "kms:ResourceAliases",
                        "alias/" + prefix + regionCode + "-key");
    }

    private static List<Statement> refreshPermissions(String prefix, List<String> regionCodes) {
        String anyGroup = "arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/";
        List<String> daemonGroups =
                regionCodes.stream().map(code -> anyGroup + prefix + code + "-control").toList();
        return List.of(
                Statement.allow(
                        "ReplaceDaemons",
                        List.of("autoscaling:StartInstanceRefresh"),
                        daemonGroups),
                // Describing instance refreshes supports no resource-level permissions.
                Statement.allow(
                        "SeeReplacement",
                        List.of("autoscaling:DescribeInstanceRefreshes"),
                        List.of("*")));
    }
}
