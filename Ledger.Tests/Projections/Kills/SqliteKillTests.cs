using System.Security.Cryptography;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Sqlite;
using Ledger.Projections.Sqlite;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Projections.Kills;

/// <summary>
/// What is left where a process ends between any two statements is the files as they are in that moment: they are copied, and the story
/// is taken up on each copy. A statement that fails instead leaves the process alive, and it has to go on by itself.
/// </summary>
public sealed class SqliteKillTests : IAsyncLifetime, IDisposable
{
    private readonly ScratchDirectory _directory = new();
    private readonly ProjectionLab _lab = new();
    private List<StoredEvent> _events = [];

    public async ValueTask InitializeAsync()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 24);
        _events = await _lab.AllEventsAsync();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _lab.Dispose();
        _directory.Dispose();
    }

    public static TheoryData<string> Stories => ["switches", "replacement"];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Killed_between_any_two_statements_the_work_is_taken_up_to_the_same_tables(string name)
    {
        var story = StoryOf(name);
        var left = new Dictionary<string, (int Step, string Directory)>(StringComparer.Ordinal);
        var moments = 0;
        var expected = await PlayAsync(story, "whole", (play, statements) =>
        {
            statements.Before = Copy;

            void Copy()
            {
                moments++;
                var bytes = FilesOf(_directory["whole"]).Select(File.ReadAllBytes).ToList();
                // The same files lead to the same end; and they lead there from the first step that might be unfinished.
                left.TryAdd(Convert.ToHexString(SHA256.HashData([.. bytes.SelectMany(file => file)])), (play.At, Keep(bytes, left.Count)));
            }
        });

        moments.Should().BeGreaterThan(60, "else this would prove little");
        left.Should().HaveCountGreaterThan(story.Steps.Count);
        foreach (var (step, directory) in left.Values)
        {
            using var store = SqliteReadModelStore.Open(directory);
            await using var play = new KillPlay(story, _lab, _events);
            await play.StartAsync(store, step);
            await play.RunToEndAsync();
            (await EveryTable.DumpAsync(store)).Should().Be(expected, $"it was killed in '{story.Steps[step].Name}'");
        }
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Where_any_statement_fails_the_same_process_goes_on_to_the_same_tables(string name)
    {
        var story = StoryOf(name);
        var expected = await PlayAsync(story, "whole", (_, _) => { });
        var (failed, number) = (0, 1);
        for (var more = true; more; number++)
        {
            var (play, statements) = ((KillPlay?)null, (SqliteStatements?)null);
            var found = await PlayAsync(story, $"failing-{number}", (p, s) =>
            {
                (play, statements) = (p, s);
                s.InterruptedAt = s.Begun + number;
            }, () => failed++);
            found.Should().Be(expected, $"statement {number} failed");
            more = statements!.Begun >= statements.InterruptedAt;
        }

        number.Should().BeGreaterThan(60);
        failed.Should().BeGreaterThan(number / 3, "else this would prove little");
    }

    private static KillStory StoryOf(string name) => name == "switches" ? KillStory.OfSwitches() : KillStory.OfReplacement();

    private static IEnumerable<string> FilesOf(string directory) =>
        new[] { "read-models.db", "read-models.db-wal" }.Select(file => Path.Combine(directory, file)).Where(File.Exists);

    private string Keep(List<byte[]> files, int number)
    {
        var directory = Directory.CreateDirectory(_directory[$"left-{number}"]).FullName;
        File.WriteAllBytes(Path.Combine(directory, "read-models.db"), files[0]);
        File.WriteAllBytes(Path.Combine(directory, "read-models.db-wal"), files[1]);
        return directory;
    }

    /// <param name="prepared">Is called when the part of the story begins that may be broken off.</param>
    /// <param name="failed">Is called where it broke off; without it that is not expected.</param>
    private async Task<string> PlayAsync(KillStory story, string directory, Action<KillPlay, SqliteStatements> prepared, Action? failed = null)
    {
        using var store = SqliteReadModelStore.Open(_directory[directory]);
        await using var play = new KillPlay(story, _lab, _events);
        await play.StartAsync(store);
        await play.RunAsync(story.Prepared);
        store.Database.Execute(story.Spoil);
        using (var statements = new SqliteStatements(store.Database))
        {
            prepared(play, statements);
            while (!play.IsOver)
            {
                try
                {
                    await play.RunToEndAsync();
                }
                catch (SqliteException) when (failed is not null)
                {
                    failed();
                }
            }
        }

        return await EveryTable.DumpAsync(store);
    }
}
