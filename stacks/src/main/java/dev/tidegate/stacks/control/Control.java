package dev.tidegate.stacks.control;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A region's control plane: the ledger's database first, since the daemon's configuration names its address, then the daemons. */
public final class Control extends ComponentResource {
    /** Port of the proxy on the daemon's instance that signs requests to the region's metrics workspace (SigV4). */
    public static final int SIGNER_PORT = 8005;

    private final Site site;
    private final Network network;
    private final Output<String> key;
    private final ControlSecurityGroups securityGroups;
    private final Database database;

    public Control(Site site, Network network, Output<String> key) {
        super("tidegate:control:Control", site.names().logical("control"), site.component());
        this.site = site;
        this.network = network;
        this.key = key;
        securityGroups = ControlSecurityGroups.of(site, this, network);
        database = new Database(site, this, network, key, securityGroups.database());
        registerOutputs(Map.of("database", database.address()));
    }

    /**
     * Starts the daemons, and says the role that they act by.
     *
     * @param configuration the documents they start from; a new version replaces the instances
     * @param flags the Redis hash that their runbooks write; empty without a cache or gateways
     * @param pods target groups of fleets on a cluster, by fleet
     */
    public Output<String> run(
            Documents documents,
            List<Documents.StoredDocument> configuration,
            Output<Optional<FlagHash>> flags,
            Output<String> workspaceArn,
            SortedMap<String, Output<String>> pods) {
        Roles roles = new Roles(site, this, documents, key, workspaceArn, database.secretArn());
        new Daemons(site, this)
                .start(
                        network,
                        documents.bucket(),
                        configuration,
                        flags,
                        pods,
                        securityGroups.daemon(),
                        roles.instance(),
                        database);
        return roles.acting();
    }

    /** What the daemons, and the collectors beside them, stand in. */
    public ClosedSecurityGroup securityGroup() {
        return securityGroups.daemon();
    }

    /** JDBC URL of the ledger. The server's certificate must carry this host name and be signed by an RDS certificate authority. */
    public Output<String> ledgerUrl() {
        return database.address()
                .applyValue(
                        host ->
                                "jdbc:postgresql://"
                                        + host
                                        + ":5432/tidegate?sslmode=verify-full&sslrootcert="
                                        + Daemons.AUTHORITIES);
    }
}
