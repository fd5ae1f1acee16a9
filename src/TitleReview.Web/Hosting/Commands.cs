using TitleReview.App.Storage;

namespace TitleReview.Web.Hosting;

/// <summary>同一个程序的几个词：./run verify 等。办完就退出，结尾一行说明结果。</summary>
public static class Commands
{
    private static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["verify"] = "核对全部数据：不变量、审计链、行级隔离、文件。有一处不符即以 1 退出",
        ["migrate"] = "只做数据库迁移",
        ["help"] = "列出这些词",
    };

    public static bool Has(string[] args) => args is [var word, ..] && !word.StartsWith('-');

    /// <returns>退出码；第一个词不在表里为 2。</returns>
    public static async Task<int> Run(string[] args, Func<Task<WebApplication>> build)
    {
        switch (args[0])
        {
            case "help":
                foreach (var (word, meaning) in Words) Console.WriteLine($"  ./run {word,-10}{meaning}");
                return 0;
            case "migrate":
                await using (await build()) Console.WriteLine("迁移完成。");
                return 0;
            case "verify":
                return await Verify(await build());
            default:
                Console.Error.WriteLine($"没有“{args[0]}”这个词。./run help 列出全部。");
                return 2;
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
