using System.CommandLine;
using System.Globalization;

namespace Ledger.Benchmarks.Measures.Postings;

/// <summary>How fast a running service carries out transfers, submissions and batches; and whether every cent is there afterwards.</summary>
internal static class MoneyMeasure
{
    private static readonly string[] Kinds = ["transfers", "submissions", "batch"];

    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "transfers, submissions or batch." };
        kind.AcceptOnlyFromAmong(Kinds);
        var url = new Option<string>("--url") { Description = "Where the service is.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var count = new Option<int>("--count") { Description = "How many of them.", DefaultValueFactory = _ => 50_000 };
        var accounts = new Option<int>("--accounts") { Description = "Over how many accounts.", DefaultValueFactory = _ => 1_000 };
        var connections = new Option<int>("--connections") { Description = "How many requests are under way at a time.", DefaultValueFactory = _ => 64 };
        var command = new Command("money", "Measures transfers, submissions or batches on a running service.") { kind, url, count, accounts, connections };
        command.SetAction((arguments, token) => RunAsync(
            arguments.GetRequiredValue(kind),
            new(new(arguments.GetRequiredValue(url)), arguments.GetValue(connections), arguments.GetValue(accounts)),
            arguments.GetValue(count),
            token));
        return command;
    }

    private static async Task<int> RunAsync(string kind, MoneyService service, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await MeasureAsync(kind, service, count, cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            await Console.Error.WriteLineAsync($"The service cannot be asked: {fault.Message}");
            return 2;
        }
    }

    private static async Task<int> MeasureAsync(string kind, MoneyService service, int count, CancellationToken cancellationToken)
    {
        using (service)
        {
            await service.OpenAsync(cancellationToken);
            var before = await service.SumAsync(cancellationToken);
            var expected = before;
            switch (kind)
            {
                case "transfers":
                    await service.FundAsync(cancellationToken);
                    expected = await service.SumAsync(cancellationToken);
                    await new Transfers(service).RunAsync(count, cancellationToken);
                    break;
                case "submissions":
                    expected += count;
                    await new Submissions(service).RunAsync(count, cancellationToken);
                    break;
                default:
                    expected += count;
                    await new Batch(service).RunAsync(count, cancellationToken);
                    break;
            }

            var after = await service.SumAsync(cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the accounts hold {after:N0} cents, as they must: {after == expected}"));
            return after == expected ? 0 : 1;
        }
    }
}
