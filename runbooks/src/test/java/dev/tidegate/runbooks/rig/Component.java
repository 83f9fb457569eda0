package dev.tidegate.runbooks.rig;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real server, or a group that is of use only whole, and where its programs are found. */
public enum Component {
    PROMETHEUS("prometheus"),
    /** As Debian names it; upstream's "alertmanager" is given by {@code TIDEGATE_ALERTMANAGER}. */
    ALERTMANAGER("prometheus-alertmanager"),
    REDIS("redis-server"),
    HAPROXY("haproxy"),
    POSTGRES("postgres"),
    /** The AWS API emulator; its program is a Python that has the module {@code moto.server}. */
    MOTO("moto-5.2.5/bin/python"),
    /** API server, controllers, scheduler and fake nodes; {@code TIDEGATE_KUBERNETES} is a folder with all five programs. */
    KUBERNETES("kube-apiserver");

    private static final List<String> KUBERNETES_PROGRAMS =
            List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok");

    private final String program;

    Component(String program) {
        this.program = program;
    }

    /** Whether tests that need it can run on this machine. */
    public boolean isHere() {
        return this == KUBERNETES
                ? KUBERNETES_PROGRAMS.stream().allMatch(name -> find(name).isPresent())
                : find().isPresent();
    }

    /** The program of a server that has one. */
    public Path program() {
        return find().orElseThrow(
                        () ->
                                new IllegalStateException(
                                        this + " is not here: run tools/install-servers"));
    }

    /** One of the programs of a group. */
    public Path program(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is not here: run tools/install-servers"));
    }

    private Optional<Path> find() {
        return named().or(() -> Programs.find(program));
    }

    private Optional<Path> find(String name) {
        return named().map(folder -> folder.resolve(name))
                .filter(Programs::runs)
                .or(() -> Programs.find(name));
    }

    private Optional<Path> named() {
        return Optional.ofNullable(System.getenv("TIDEGATE_" + name()))
                .map(Path::of)
                .filter(path -> path.toFile().exists());
    }
}
