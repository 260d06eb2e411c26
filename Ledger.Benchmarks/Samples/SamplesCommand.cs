using System.CommandLine;
using Bogus;

namespace Ledger.Benchmarks.Samples;

/// <summary>Writes sample users, accounts and transactions, byte for byte the same for the same seed.</summary>
internal static class SamplesCommand
{
    private static readonly Option<DirectoryInfo> s_out = new("--out")
    {
        Description = "The folder to write users.ndjson, accounts.ndjson and transactions.ndjson into.",
        DefaultValueFactory = _ => new DirectoryInfo("samples"),
    };

    private static readonly Option<int> s_seed = new("--seed") { Description = "Another seed, other data.", DefaultValueFactory = _ => 20260101 };

    public static Command Create()
    {
        var command = new Command("samples", "Writes sample users, accounts and transactions, the same for the same seed. All names are invented.") { s_out, s_seed };
        command.SetAction(parsed => Write(parsed.GetValue(s_out)!, parsed.GetValue(s_seed)));
        return command;
    }

    private static int Write(DirectoryInfo folder, int seed)
    {
        var random = new Randomizer(seed);
        IReadOnlyList<SampleAccount> accounts = new SampleAccounts(random).Make();
        var making = new SamplePostings(random);
        IReadOnlyList<SamplePosting> postings = making.Make(accounts);
        List<SampleOwner> owners = [.. accounts.Select(account => account.Owner).Distinct()];
        folder.Create();
        SampleFiles.WriteUsers(Path.Combine(folder.FullName, "users.ndjson"), owners);
        SampleFiles.WriteAccounts(Path.Combine(folder.FullName, "accounts.ndjson"), accounts);
        SampleFiles.WritePostings(Path.Combine(folder.FullName, "transactions.ndjson"), postings);
        Console.WriteLine($"{owners.Count} users, {accounts.Count} accounts and {postings.Count} transactions, {making.Refused} of which are to be refused, in {folder.FullName}");
        return 0;
    }
}
