package dev.tidegate.stacks.control;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A region's daemon: first the database of its ledger, whose address its configuration names, then what runs it. */
public final class Control extends ComponentResource {
    /** On the daemon's own instance: what listens there signs its questions to the region's metrics. */
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
     * Starts the daemons.
     *
     * @param configuration what each of them starts from: another version of it makes other instances
     * @param flags what their books write, where the region has a cache and gateways that follow it
     */
    public void run(
            Documents documents,
            List<Documents.Laid> configuration,
            Output<Optional<FlagHash>> flags,
            Output<String> workspaceArn,
            List<String> groups) {
        Roles roles =
                new Roles(site, this, documents, key, workspaceArn, database.secretArn(), groups);
        new Daemons(site, this)
                .start(
                        network,
                        documents.bucket(),
                        configuration,
                        flags,
                        securityGroups.daemon(),
                        roles.instance(),
                        database);
    }

    /** Where the ledger is: its server has to show a certificate for that very name, by one of AWS's own authorities. */
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
