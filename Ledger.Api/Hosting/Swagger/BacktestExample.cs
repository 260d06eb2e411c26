namespace Ledger.Api.Hosting.Swagger;

/// <summary>The example of a backtest.</summary>
internal static class BacktestExample
{
    public const string Request = """
        {"version":"2026-11","method":"names","minScore":0.9,"fields":["description","reference"],"types":["deposit","withdrawal"]}
        """;

    public const string Answer = """
        {"id":"019aa0fa-1c20-7e4f-8185-4e5f60718293","status":"done","rules":{"version":"2026-11","method":"names","minScore":0.9,"fields":["description","reference"],"types":["deposit","withdrawal"]},"startedAt":"2026-11-22T09:00:00.000000Z","endedAt":"2026-11-22T09:00:01.000000Z","transactions":2,"total":2,"decisions":{"match":2,"below":0,"ambiguous":0,"none":0,"notLookedAt":0},"recorded":{"same":1,"otherUser":0,"new":1,"missing":0,"takenBack":0},"differences":[{"kind":"new","transactionId":"019aa0f4-7c11-7cc2-9a52-0f0a4ed0b6c1","accountId":"alice","description":"Salary November","reference":"Alice Brown","decision":"match","found":{"userId":"user-alice","name":"Alice Brown","score":0.9999},"recorded":null}],"error":null}
        """;
}
