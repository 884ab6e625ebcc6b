-- What the benchmark asks of the server, by BENCH_MODE:
--   get     GET of the path that wrk is given
--   record  POST /api/v1/cases with quick_dispatch
--   life    a case from the first word to the last, eight events; takes a thread for each connection
--   called, checked, asked, judged    the same, up to where it waits for a call back, a look, an answer to its unit,
--           a leader's word on what its caller said
local mode = os.getenv("BENCH_MODE") or "get"

local function headersOf(token)
    local headers = {["Content-Type"] = "application/json"}
    if token and token ~= "" then headers["Authorization"] = "Bearer " .. token end
    return headers
end

local agent = headersOf(os.getenv("BENCH_TOKEN"))
-- Pages are asked for with a browser's cookie, never with a token.
local cookie = os.getenv("BENCH_COOKIE")
if cookie and cookie ~= "" then agent = {["Cookie"] = cookie} end
local unit = headersOf(os.getenv("BENCH_UNIT_TOKEN"))
local leader = headersOf(os.getenv("BENCH_LEADER_TOKEN"))
local serial = 0

-- The rule of the table chooses the unit; every body is another one, and all are as long.
local body = '{"source":"phone","kind":"repair","topic":"LD01","event":"quick_dispatch",' ..
    '"caller":{"phone":"0536-0@@@@@@","name":"测试甲","wantsCallback":true},' ..
    '"place":{"area":"370705","road":"胜利街","side":"街南","houseNumber":"@@@号"},' ..
    '"description":"胜利东街这里的路灯不亮了，晚上走路看不清，麻烦派人来修一修，已经好几天了。"}'
local first, second, third

local function record()
    serial = serial + 1
    if not first then
        -- Put together once: what wrk takes of the cores is not there for the server.
        first, second, third = wrk.format("POST", "/api/v1/cases", agent, body):match("^(.-)@@@@@@(.-)@@@(.*)$")
    end
    return first .. string.format("%06d", serial % 1000000) .. second .. string.format("%03d", serial % 900 + 1) .. third
end

local sign = {unit, "sign", "{}"}
local feedback = {unit, "submit_feedback", '{"note":"已到现场换了灯泡，恢复照明，告知来电人","noPhotoReason":"夜间作业"}'}
local callback = {agent, "pass_to_callback", "{}"}
local lives = {
    life = {
        sign,
        {agent, "contact_unit", '{"person":"值班员","channel":"phone","words":"对方答复正在路上"}'},
        {unit, "arrive", "{}"},
        feedback,
        callback,
        {agent, "caller_satisfied", '{"satisfaction":"satisfied","solved":"yes","manner":"good"}'},
        {leader, "close", '{"conclusion":"已办结"}'},
    },
    called = {sign, feedback, callback},
    checked = {sign, feedback, {agent, "pass_to_check", '{"note":"回访前请到现场看一看"}'}},
    judged = {
        sign, feedback, callback,
        {agent, "record_verdict", '{"satisfaction":"dissatisfied","solved":"no","manner":"good","words":"修好一晚又灭了"}'},
    },
    asked = {{unit, "request_return", '{"reasonCode":"not_ours","reason":"灯杆属交通信号设施，不归我处养护"}'}},
}
local life = lives[mode]
local step = 0
local number = ""

function request()
    if mode == "get" then return wrk.format("GET", nil, agent) end
    if mode == "record" or step == 0 then return record() end
    local who, event, body = unpack(life[step])
    return wrk.format("POST", "/api/v1/cases/" .. number .. "/events/" .. event, who, body)
end

if life then
    function response(status, headers, body)
        if step == 0 then number = body:match('"number":"(%d+)"') end
        step = status < 300 and (step + 1) % (#life + 1) or 0
    end
end

function done(summary, latency, requests)
    local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
        + summary.errors.timeout
    io.write(string.format("BENCH %.2f %.3f %.3f %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
