package dev.tidegate.stacks.platform;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.eks.Addon;
import com.pulumi.aws.eks.AddonArgs;
import com.pulumi.aws.eks.Cluster;
import com.pulumi.aws.eks.ClusterArgs;
import com.pulumi.aws.eks.inputs.ClusterAccessConfigArgs;
import com.pulumi.aws.eks.inputs.ClusterComputeConfigArgs;
import com.pulumi.aws.eks.inputs.ClusterEncryptionConfigArgs;
import com.pulumi.aws.eks.inputs.ClusterEncryptionConfigProviderArgs;
import com.pulumi.aws.eks.inputs.ClusterKubernetesNetworkConfigArgs;
import com.pulumi.aws.eks.inputs.ClusterKubernetesNetworkConfigElasticLoadBalancingArgs;
import com.pulumi.aws.eks.inputs.ClusterStorageConfigArgs;
import com.pulumi.aws.eks.inputs.ClusterStorageConfigBlockStorageArgs;
import com.pulumi.aws.eks.inputs.ClusterUpgradePolicyArgs;
import com.pulumi.aws.eks.inputs.ClusterVpcConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.ClusterManifest;
import dev.tidegate.stacks.render.Kubeconfig;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.KubernetesSettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A region's cluster in EKS Auto Mode: the service launches, patches and removes nodes as pods need them, and runs the GPU driver, the network,
 * storage and load balancer controllers and the node autoscaler.
 */
public final class Platform extends ComponentResource {
    private static final int API_PORT = 443;
    private static final int LOG_DAYS = 90;

    private final Site site;
    private final Cluster cluster;
    private final Roles roles;
    private final ClosedSecurityGroup nodes;
    private final ClosedSecurityGroup api;
    private final Network network;
    private final Access access;

    public Platform(Site site, Network network, Output<String> key, KubernetesSettings settings) {
        super("tidegate:platform:Platform", site.names().logical("platform"), site.component());
        this.site = site;
        this.network = network;
        roles = new Roles(site, this, key);
        nodes = securityGroup("Pods of fleets", "nodes");
        api = securityGroup("The API of the cluster", "cluster");
        cluster = cluster(key, settings);
        access = new Access(site, this, cluster.name());
        access.admins(settings.admins());
        metricsServer();
        registerOutputs(Map.of("cluster", cluster.name(), "endpoint", cluster.endpoint()));
    }

    /** What pods of fleets are reached by, beside the security group that EKS makes for its nodes. */
    ClosedSecurityGroup nodes() {
        return nodes;
    }

    /** Lets a client ask the fleets' pods: a gateway for answers, a collector for metrics. */
    public void admit(ClosedSecurityGroup client) {
        site.ground().fleets(FleetSettings.Platform.KUBERNETES).stream()
                .map(fleet -> fleet.serving().port())
                .distinct()
                .sorted()
                .forEach(port -> client.mayReach(nodes, "Replicas", port));
    }

    /** Lets daemons ask the API, and administrators who forward a port through one of them. */
    public void admitToApi(ClosedSecurityGroup daemons) {
        daemons.mayReach(api, "The API of the cluster", API_PORT);
    }

    private Cluster cluster(Output<String> key, KubernetesSettings settings) {
        String name = name(site);
        List<Resource> before = new ArrayList<>(roles.granted());
        before.add(logs(name));
        ClusterArgs.Builder args =
                ClusterArgs.builder()
                        .name(name)
                        .version(settings.version())
                        .roleArn(roles.clusterArn())
                        .vpcConfig(vpcConfig(settings.publicFrom()))
                        .accessConfig(
                                ClusterAccessConfigArgs.builder()
                                        .authenticationMode("API")
                                        .bootstrapClusterCreatorAdminPermissions(false)
                                        .build())
                        .encryptionConfig(encryption(key))
                        .enabledClusterLogTypes(
                                "api", "audit", "authenticator", "controllerManager", "scheduler")
                        .upgradePolicy(upgrades())
                        .tags(site.tags("platform", name));
        return new Cluster(
                site.names().logical("cluster"),
                autoMode(args).build(),
                CustomResourceOptions.merge(
                        site.keep(this),
                        CustomResourceOptions.builder()
                                .dependsOn(before)
                                // The control plane's subnets cannot move to another zone; nodes
                                // can.
                                .ignoreChanges("vpcConfig.subnetIds")
                                .build()));
    }

    /** EKS refuses an empty list of CIDR blocks, so none is given without public access. */
    private ClusterVpcConfigArgs vpcConfig(List<String> publicFrom) {
        ClusterVpcConfigArgs.Builder config =
                ClusterVpcConfigArgs.builder()
                        .subnetIds(network.privateSubnets())
                        .securityGroupIds(api.ids())
                        .endpointPrivateAccess(true)
                        .endpointPublicAccess(!publicFrom.isEmpty());
        return publicFrom.isEmpty() ? config.build() : config.publicAccessCidrs(publicFrom).build();
    }

    private static ClusterEncryptionConfigArgs encryption(Output<String> key) {
        return ClusterEncryptionConfigArgs.builder()
                .resources("secrets")
                .provider(ClusterEncryptionConfigProviderArgs.builder().keyArn(key).build())
                .build();
    }

    /** No forced upgrade in production when a version's standard support ends; extended support costs more. */
    private ClusterUpgradePolicyArgs upgrades() {
        return ClusterUpgradePolicyArgs.builder()
                .supportType(site.isProduction() ? "EXTENDED" : "STANDARD")
                .build();
    }

    /** Auto Mode needs computing, load balancing and storage together, and no self-managed add-ons. */
    private ClusterArgs.Builder autoMode(ClusterArgs.Builder args) {
        return args.bootstrapSelfManagedAddons(false)
                .computeConfig(
                        ClusterComputeConfigArgs.builder()
                                .enabled(true)
                                .nodePools("general-purpose")
                                .nodeRoleArn(roles.nodesArn())
                                .build())
                .kubernetesNetworkConfig(
                        ClusterKubernetesNetworkConfigArgs.builder()
                                .elasticLoadBalancing(
                                        ClusterKubernetesNetworkConfigElasticLoadBalancingArgs
                                                .builder()
                                                .enabled(true)
                                                .build())
                                .build())
                .storageConfig(
                        ClusterStorageConfigArgs.builder()
                                .blockStorage(
                                        ClusterStorageConfigBlockStorageArgs.builder()
                                                .enabled(true)
                                                .build())
                                .build());
    }

    /** HPAs need it to scale in what is above the floor. */
    private void metricsServer() {
        new Addon(
                site.names().logical("cluster", "metrics"),
                AddonArgs.builder()
                        .clusterName(cluster.name())
                        .addonName("metrics-server")
                        .resolveConflictsOnCreate("OVERWRITE")
                        .resolveConflictsOnUpdate("OVERWRITE")
                        .tags(site.tags("platform", site.names().physical("cluster", "metrics")))
                        .build(),
                site.under(this));
    }

    /** The cluster's name at a site. */
    static String name(Site site) {
        return site.names().physical("cluster");
    }

    public Output<String> cluster() {
        return cluster.name();
    }

    /** The API's address. */
    public Output<String> endpoint() {
        return cluster.endpoint();
    }

    /** Gives the daemons' role access. */
    public void admit(Output<String> role) {
        access.daemons(role);
    }

    /** The daemons' kubeconfig. */
    public Output<String> kubeconfig() {
        String region = site.names().region();
        return Output.tuple(cluster.name(), cluster.endpoint(), cluster.certificateAuthority())
                .applyValue(
                        all -> Kubeconfig.of(all.t1, region, all.t2, all.t3.data().orElseThrow()));
    }

    /** The manifest of these fleets. */
    public Output<String> manifest(List<PodFleet> fleets) {
        return Output.tuple(placement(), Output.all(fleets.stream().map(PodFleet::pods).toList()))
                .applyValue(both -> ClusterManifest.of(name(site), both.t1, both.t2));
    }

    /** Where the manifest's nodes are launched. */
    private Output<ClusterManifest.Nodes> placement() {
        String region = site.names().region();
        Output<List<String>> securityGroups =
                Output.tuple(cluster.vpcConfig(), nodes.id())
                        .applyValue(
                                both ->
                                        List.of(
                                                both.t1.clusterSecurityGroupId().orElseThrow(),
                                                both.t2));
        return Output.tuple(roles.nodesName(), network.privateSubnets(), securityGroups)
                .applyValue(all -> new ClusterManifest.Nodes(region, all.t1, all.t2, all.t3));
    }

    private ClosedSecurityGroup securityGroup(String why, String name) {
        return new ClosedSecurityGroup(site, this, network.vpcId(), "platform", why, name);
    }

    /** The log group that EKS writes to; EKS would create one without retention. */
    private LogGroup logs(String cluster) {
        String name = "/aws/eks/" + cluster + "/cluster";
        return new LogGroup(
                site.names().logical("cluster", "logs"),
                LogGroupArgs.builder()
                        .name(name)
                        .retentionInDays(LOG_DAYS)
                        .tags(site.tags("platform", name))
                        .build(),
                site.keep(this));
    }
}
