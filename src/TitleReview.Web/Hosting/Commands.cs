using TitleReview.App.Demo;
using TitleReview.App.Plans;
using TitleReview.App.Seeding;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;

namespace TitleReview.Web.Hosting;

/// <summary>同一个程序的几个词：./run verify 等。办完就退出，结尾一行说明结果。</summary>
public static class Commands
{
    private static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["verify"] = "核对全部数据：不变量、审计链、行级隔离、文件。有一处不符即以 1 退出",
        ["migrate"] = "只做数据库迁移",
        ["import-plan"] = "导入计划文件并发布：import-plan 文件 [端口]。没有了结的逐条列出，留作草稿，以 1 退出",
        ["export-plan"] = "导出已发布的计划：export-plan 端口 年度",
        ["seed"] = "造一个任意大小的演练端口：seed --filings 份数 [--tenant 名字] [--ready 可直接提交的草稿份数]。正式环境不许",
        ["reset-sign-in"] = "重置一个账号的动态码并解锁：reset-sign-in 登录名@端口",
        ["help"] = "列出这些词",
    };

    public static bool Has(string[] args) => args is [var word, ..] && !word.StartsWith('-');

    /// <returns>退出码；第一个词不在表里为 2。</returns>
    public static async Task<int> Run(string[] args, Func<Task<WebApplication>> build)
    {
        switch (args[0])
        {
            case "help":
                foreach (var (word, meaning) in Words) Console.WriteLine($"  ./run {word,-12}{meaning}");
                return 0;
            case "migrate":
                await using (await build()) Console.WriteLine("迁移完成。");
                return 0;
            case "verify":
                return await Verify(await build());
            case "import-plan" when args.Length is 2 or 3:
                return await ImportPlan(await build(), args[1], args.ElementAtOrDefault(2));
            case "export-plan" when args.Length == 3:
                return await ExportPlan(await build(), args[1], args[2]);
            case "seed" when SeedOf(args) is { } order:
                return await Seed(await build(), order);
            case "reset-sign-in" when args.Length == 2:
                return await ResetSignIn(await build(), args[1]);
            case "import-plan" or "export-plan" or "seed" or "reset-sign-in":
                Console.Error.WriteLine($"用法：./run {Words[args[0]].Split('：', 2)[1].Split('。')[0]}");
                return 2;
            default:
                Console.Error.WriteLine($"没有“{args[0]}”这个词。./run help 列出全部。");
                return 2;
        }
    }

    private static async Task<int> ResetSignIn(WebApplication app, string login)
    {
        await using (app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var refusal = await scope.ServiceProvider.GetRequiredService<ResetForOperator>().Run(login);
            Console.WriteLine(refusal?.Sentence ?? $"{login} 已重置，下次登录重新设动态码。");
            return refusal is null ? 0 : 1;
        }
    }

    private static async Task<int> ImportPlan(WebApplication app, string path, string? tenant)
    {
        await using (app)
        {
            if (!File.Exists(path)) { Console.Error.WriteLine($"没有这个文件：{path}"); return 2; }

            await using var scope = app.Services.CreateAsyncScope();
            var (said, published) = await scope.ServiceProvider.GetRequiredService<ImportPlanFile>().Run(await File.ReadAllTextAsync(path), tenant);
            foreach (var line in said) Console.WriteLine(line);
            return published ? 0 : 1;
        }
    }

    private static async Task<int> ExportPlan(WebApplication app, string tenant, string year)
    {
        await using (app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var files = int.TryParse(year, out var number) ? await scope.ServiceProvider.GetRequiredService<ExportPlanFile>().Run(tenant, number) : [];
            foreach (var (name, title, json) in files)
            {
                await File.WriteAllTextAsync(name, json);
                Console.WriteLine($"{title} → {name}");
            }

            if (files.Count == 0) Console.Error.WriteLine($"端口“{tenant}”没有 {year} 年度的已发布计划。");
            return files.Count == 0 ? 1 : 0;
        }
    }

    /// <summary>--filings N [--tenant NAME] [--ready N]，次序不拘；看不懂的为空。</summary>
    private static SeedOrder? SeedOf(string[] args)
    {
        var order = new SeedOrder(0);
        for (var at = 1; at + 1 < args.Length; at += 2)
        {
            if (args[at] == "--tenant") order = order with { Tenant = args[at + 1] };
            else if (!int.TryParse(args[at + 1], out var count)) return null;
            else if (args[at] == "--filings") order = order with { Filings = count, Ready = Math.Min(order.Ready, count) };
            else if (args[at] == "--ready") order = order with { Ready = count };
            else return null;
        }

        return args.Length % 2 == 1 && order.Filings > 0 ? order : null;
    }

    private static async Task<int> Seed(WebApplication app, SeedOrder order)
    {
        await using (app)
        {
            if (app.Environment.IsProduction()) { Console.Error.WriteLine("正式环境不造演练数据。"); return 2; }

            await using var scope = app.Services.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<Seeder>().Run(order, Console.WriteLine) is { } refusal) { Console.Error.WriteLine(refusal); return 1; }

            Console.WriteLine($"""

                账号，密码都是 {DemoPeople.Password}，登录名后加 @{order.Tenant}
                  地区  prefecture　县（市）  county-1 … county-7　单位  employer-1 …
                  同事  prefecture-second、county-1-second …（每个机构两位：派件、代办、要两个人办的事）
                  个人  {(order.Ready > 0 ? $"ready-1 … ready-{order.Ready}（填全的草稿）　" : "")}p{order.Ready + 1:0000000} …　专家  {DemoPeople.ExpertLogin}

                造好了 {order.Filings:N0} 份申报。
                """);
            return 0;
        }
    }

    private static async Task<int> Verify(WebApplication app)
    {
        await using (app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var problems = await scope.ServiceProvider.GetRequiredService<Verification>().Run(Console.WriteLine);
            foreach (var problem in problems) Console.Error.WriteLine(problem);
            Console.WriteLine(problems.Count == 0 ? "核对完毕，全部相符。" : $"核对完毕，{problems.Count} 处不符。");
            return problems.Count == 0 ? 0 : 1;
        }
    }
}
