using System.CommandLine;
using System.Globalization;
using Ledger.Api.CommandLine.Access;

namespace Ledger.Api.CommandLine.Accounts;

/// <summary>The commands <c>accounts …</c>.</summary>
internal static class AccountsCommand
{
    private static readonly Argument<string> s_id = new("id") { Description = "The account's id." };

    private static readonly Option<int> s_events = new("--events")
    {
        Description = "How many of its last events to show.",
        DefaultValueFactory = _ => 10,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 500)
                {
                    result.AddError("--events is 0 to 500.");
                }
            },
        },
    };

    public static Command Create()
    {
        var show = new OperatorCommand(
            "show",
            "Shows an account: balance, status, last events.",
            "accounts show alice",
            "accounts show alice --events 50 --json")
        { s_id, s_events, JsonOption.Instance };
        return new OperatorCommand("accounts", "Looks at accounts.")
        {
            show.WithAccess().Runs((parsed, cancellationToken) => ShowAsync(
                parsed, parsed.GetValue(s_id)!, parsed.GetValue(s_events), parsed.GetValue(JsonOption.Instance), cancellationToken)),
        };
    }

    private static async Task<int> ShowAsync(ParseResult parsed, string id, int events, bool json, CancellationToken cancellationToken)
    {
        await using var ledger = await LedgerAccess.OpenAsync(parsed, cancellationToken);
        var shown = await ledger.With(
            service => ShownAccount.OfServiceAsync(service, id, events, cancellationToken),
            stores => ShownAccount.OfStoresAsync(stores, id, events, cancellationToken));
        if (json)
        {
            Console.WriteLine(JsonOption.Format(shown));
            return OperatorCommand.Ok;
        }

        var (account, balance) = (shown.Account, shown.Balance);
        Console.WriteLine($"account       {account.Id}, {account.Status}, of {account.OwnerId ?? "no owner"}");
        Console.WriteLine($"balance       {account.Balance} {account.Currency}, held {account.Held}, available {account.Available}, overdraft limit {account.OverdraftLimit}");
        Console.WriteLine($"opened        {Time(account.OpenedAt)}, last activity {Time(account.LastActivityAt)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"revision      {balance.Revision}, chain {balance.Chain}"));
        foreach (var e in shown.Events)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{e.Revision,8}  {Time(e.RecordedAt)}  {e.Type,-24}  {ShownAccount.Summary(e)}").TrimEnd());
        }

        return OperatorCommand.Ok;
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
