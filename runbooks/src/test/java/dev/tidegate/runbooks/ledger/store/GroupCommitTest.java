package dev.tidegate.runbooks.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupCommitTest {
    @TempDir private Path folder;
    private final Jdbi jdbi = Jdbi.create(this::connect);
    private final GroupCommit commits = new GroupCommit(jdbi, Dialect.SQLITE);
    private HandleCallback<Integer, RuntimeException> second = h -> add(h, "a");
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private @Nullable AtomicInteger away; // counts who asks in vain
    private final AtomicInteger connections = new AtomicInteger();
    private int busyTimeout = 3_000;
    private int works;
    private boolean answerLost; // of the next commit, which is made all the same

    @BeforeEach
    void makeTable() {
        jdbi.useHandle(h -> h.execute("CREATE TABLE word (text TEXT)"));
    }

    @AfterEach
    void close() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), commits::close); // none holds the lock
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotMadeAgain() throws InterruptedException {
        addTogether(() -> {});

        assertThat(failures).hasSize(2).allMatch(told -> told.contains("the answer was lost"));
        assertThat(words()).containsExactlyInAnyOrder("a", "b");
    }

    private List<String> words() {
        return jdbi.withHandle(
                h -> h.createQuery("SELECT text FROM word").mapTo(String.class).list());
    }

    @Test
    void aServerThatIsAwayIsWaitedForOnceByAllWhoQueue() throws InterruptedException {
        addTogether(
                () -> {
                    away = new AtomicInteger();
                    throw new IllegalStateException("the connection is gone");
                });

        assertThat(failures).hasSize(3);
        assertThat(away).hasValue(1);
    }

    @Test
    void aStoreThatAnotherLocksIsWaitedForOnceByAllWhoQueueTogether() throws Exception {
        busyTimeout = 1_500;
        try (Connection other = connect();
                Statement lock = other.createStatement()) {
            connections.set(0);
            addTogether(
                    () -> {
                        execute(lock, "BEGIN EXCLUSIVE"); // once the first has written
                        throw new IllegalStateException("not this one");
                    });
            execute(lock, "ROLLBACK");
        }

        assertThat(failures).hasSize(3);
        assertThat(connections).as("each waits in vain").hasValue(2);
    }

    @Test
    void anErrorInOneWriteLeavesNobodyWaitingAndNothingHalfWritten() {
        works = 2; // no answer is lost
        second =
                h -> {
                    add(h, "half");
                    throw new StackOverflowError("too deep");
                };

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> addTogether(() -> {}));

        assertThat(failures).hasSize(2).anyMatch(told -> told.contains("ended in an error"));
        commits.run(h -> add(h, "c"), true);
        assertThat(words()).containsExactly("c");
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two writes that queue behind one in which this happens. */
    private void addTogether(Runnable first) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var queued = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        all.add(
                thread(
                        () ->
                                commits.run(
                                        h -> {
                                            begun.countDown();
                                            boolean passed = passed(queued);
                                            first.run();
                                            return passed;
                                        },
                                        true)));
        begun.await();
        all.add(thread(() -> commits.run(second, true)));
        all.add(thread(() -> commits.run(h -> add(h, "b"), true)));
        await().until(() -> all.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
        queued.countDown();
        for (Thread thread : all) {
            thread.join();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException | Error e) {
                                failures.add(e + ", " + e.getCause());
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static boolean passed(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int add(Handle h, String text) {
        answerLost = ++works <= 2;
        return h.execute("INSERT INTO word (text) VALUES (?)", text);
    }

    private Connection connect() throws SQLException {
        if (away != null) {
            away.incrementAndGet();
            throw new SQLException("nobody is there");
        }
        connections.incrementAndGet();
        Connection real =
                DriverManager.getConnection(
                        "jdbc:sqlite:"
                                + folder.resolve("words.db")
                                + "?busy_timeout="
                                + busyTimeout);
        return (Connection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            try {
                                Object result = method.invoke(real, arguments);
                                if (method.getName().equals("commit") && answerLost) {
                                    answerLost = false;
                                    throw new SQLException("the answer was lost");
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
