namespace Ledger.Api.CommandLine.Load;

/// <summary>A file of requests for one route, and the member that names the account, whose lines keep their order.</summary>
internal sealed record LoadFile(string Path, string Route, string AccountMember, bool IsTransactions)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public static LoadFile Accounts(DirectoryInfo folder) =>
        new(System.IO.Path.Combine(folder.FullName, "accounts.ndjson"), "v1/accounts", "id", IsTransactions: false);

    public static LoadFile Transactions(DirectoryInfo folder) =>
        new(System.IO.Path.Combine(folder.FullName, "transactions.ndjson"), "v1/transactions", "accountId", IsTransactions: true);

    public int CountLines() => File.ReadLines(Path).Count(line => !string.IsNullOrWhiteSpace(line));
}
